internal import CVector
public import KeratinKernels
internal import KeratinSIMDAVX2
internal import KeratinSIMDAVX512
internal import KeratinSIMDBaseline
public import KeratinSIMDTable

/// The default backend: Swift vector types, every core, the widest vectors that the processor has.
///
/// Its kernels work on `Float`, and where elements are only moved on every type of that size. What comes in another element type is
/// handed to `reference`.
public struct SIMDBackend: Backend {
  let table: KernelTable
  let reference: any Backend

  /// The backend on the widest instruction set that the processor has, or on `instructionSet` if it has that.
  public init(reference: any Backend, instructionSet: InstructionSet? = nil) {
    self.reference = reference
    let best = SIMDBackend.available.last!
    let chosen = instructionSet.flatMap { SIMDBackend.available.contains($0) ? $0 : nil } ?? best
    switch chosen {
    case .baseline: table = KeratinSIMDBaseline.makeKernelTable(.baseline)
    case .avx2: table = KeratinSIMDAVX2.makeKernelTable(.avx2)
    case .avx512: table = KeratinSIMDAVX512.makeKernelTable(.avx512)
    }
  }

  /// The instruction sets that this processor has, narrowest vectors first.
  public static var available: [InstructionSet] {
    var sets: [InstructionSet] = [.baseline]
    if vector_has_avx2() { sets.append(.avx2) }
    if vector_has_avx512() { sets.append(.avx512) }
    return sets
  }

  /// The instruction set in use.
  public var instructionSet: InstructionSet { table.instructionSet }

  public var name: String { "simd" }
  public var summary: String { "simd: Swift vectors (\(table.instructionSet.rawValue))" }
}
