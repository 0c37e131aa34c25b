/// An interchangeable implementation of the kernels.
///
/// Rules of the boundary, for every kernel:
/// * Operands are `Span`, results `inout MutableSpan`, extents come in a descriptor. No result overlaps an operand, but that of an elementwise
///   kernel, of softmax and its gradient, and of the gradient of a normalization (for dy) may be the memory of an operand with its extents.
/// * It allocates no results, checks no shapes and never throws: the floor above has checked.
/// * It overwrites all of its result, whatever was there, unless its name says `accumulate`.
/// * Scratch memory comes from a ``Workspace`` of `workspaceBytes` bytes, known before the first step.
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
