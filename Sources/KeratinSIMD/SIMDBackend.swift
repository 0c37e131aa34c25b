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
  /// What the backend is made of, behind one reference: a copy of the backend counts one, not one for each kernel.
  private final class Parts: Sendable {
    let table: KernelTable
    let reference: any Backend

    init(_ table: KernelTable, _ reference: any Backend) {
      self.table = table
      self.reference = reference
    }
  }

  private let parts: Parts
  var table: KernelTable { parts.table }
  var reference: any Backend { parts.reference }

  /// The backend on the widest instruction set that the processor has, or on `instructionSet` if it has that.
  public init(reference: any Backend, instructionSet: InstructionSet? = nil) {
    let best = SIMDBackend.available.last!
    let chosen = instructionSet.flatMap { SIMDBackend.available.contains($0) ? $0 : nil } ?? best
    let table: KernelTable
    switch chosen {
    case .baseline: table = KeratinSIMDBaseline.makeKernelTable(.baseline)
    case .avx2: table = KeratinSIMDAVX2.makeKernelTable(.avx2)
    case .avx512: table = KeratinSIMDAVX512.makeKernelTable(.avx512)
    }
    parts = Parts(table, reference)
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
