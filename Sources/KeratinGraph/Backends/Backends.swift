public import KeratinKernels
internal import KeratinNaive
internal import KeratinSIMD
internal import Synchronization

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The backends that this program has, and the one that it uses.
public enum Backends {
  /// Plain loops accumulating in Double: the reference.
  public static let naive: any Backend = NaiveBackend()
  /// Vector kernels for the best instruction set of the machine: the default.
  public static let simd: any Backend = SIMDBackend(reference: naive)

  #if OpenBLAS && OpenBLASIsThere
    /// All backends, the reference first.
    public static let all: [any Backend] = [naive, simd, OpenBLASBackend(base: SIMDBackend(reference: naive))]
  #else
    public static let all: [any Backend] = [naive, simd]
  #endif

  /// The backend of that name. Throws, naming the choices, where there is none.
  public static func named(_ name: String) throws(KeratinError) -> any Backend {
    if let backend = all.first(where: { $0.name == name.lowercased() }) { return backend }
    let choices = all.map(\.name).joined(separator: ", ")
    if name.lowercased() == "openblas" {
      throw KeratinError(
        .backend, expected: "a backend that was built in (\(choices))", received: "'\(name)'",
        suggestion: "build with the package trait OpenBLAS, with libopenblas-dev and liblapacke-dev installed")
    }
    throw KeratinError(.backend, expected: "one of the backends \(choices)", received: "'\(name)'")
  }

  /// The backend of the current task, or the process's default: what `KERATIN_BACKEND` names, else `simd`.
  public static var current: any Backend { override ?? defaultBackend.withLock { $0 } }

  /// Makes `backend` the process's default.
  public static func use(_ backend: any Backend) { defaultBackend.withLock { $0 = backend } }

  /// Runs `body` with `backend` as the current one of this task.
  public static func with<R>(_ backend: any Backend, _ body: () throws -> R) rethrows -> R {
    try $override.withValue(backend, operation: body)
  }

  @TaskLocal private static var override: (any Backend)?

  /// What is wrong with `KERATIN_BACKEND`, if it names no backend; `compile` throws it.
  public static let environmentError: KeratinError? = {
    if case .failure(let error) = environmentChoice { error.located(operation: "KERATIN_BACKEND") } else { nil }
  }()

  private static let defaultBackend = Mutex<any Backend>((try? environmentChoice.get()) ?? simd)

  private static let environmentChoice: Result<any Backend, KeratinError> = {
    guard let name = getenv("KERATIN_BACKEND").map({ String(cString: $0) }), !name.isEmpty else {
      return .success(simd)
    }
    return Result { () throws(KeratinError) in try named(name) }
  }()
}
