/// An interchangeable implementation of the kernels.
///
/// Rules of the boundary, for every kernel:
/// * Operands are `Span`, results `inout MutableSpan`, extents come in a descriptor. Results overlap neither each other nor an operand, but
///   some may lie in the very memory of an operand that has their type and extents, so that each of its elements must be read before that
///   of the result is written: the result of `unary` (x), `binary` (a or b), `select` (a or b), `dropout` (x), `softmax` and `logSoftmax` (x)
///   and `softmaxGradient` (y or dy), dx of `normalizeRowsGradient` and `normalizeColumnsGradient` (dy), and any result of `elementwise` (an
///   operand of its kind that no step after the result's own reads).
/// * It allocates no results, checks no shapes and never throws: the floor above has checked.
/// * It overwrites all of its result, whatever was there, unless its name says `accumulate`.
/// * Scratch memory comes from a ``Workspace`` of `workspaceBytes` bytes, known before the first step. A kernel's pieces may also ask for
///   ``ThreadPool/threadMemory(_:of:)``, which is in no plan: it is allocated when a thread first asks for so much, and stays with the thread.
/// * Same operands, same bits, for any number of threads.
///
/// A backend must write the primitives; every fused kernel has a default body that says what it means in primitives.
public protocol Backend: MovementKernels, ElementwiseKernels, ReductionKernels, ProductKernels, RandomKernels,
  SpatialKernels, FusedKernels, LinearAlgebra
{
  /// The name by which users choose it: `naive`, `simd`, `openblas`.
  var name: String { get }
  /// One line for people: what runs, on which instruction set or library.
  var summary: String { get }
}
