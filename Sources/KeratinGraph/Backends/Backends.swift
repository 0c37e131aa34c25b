public import KeratinKernels
internal import KeratinNaive
internal import KeratinOpenBLAS
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

  /// Products by OpenBLAS, decompositions by LAPACKE; `nil` where they are not installed.
  public static let openBLAS: (any Backend)? = OpenBLASBackend(base: SIMDBackend(reference: naive))

  /// All backends of this machine, the reference first.
  public static let all: [any Backend] = [naive, simd] + (openBLAS.map { [$0] } ?? [])

  /// The backend of that name. Throws, naming the choices, where there is none.
  public static func named(_ name: String) throws(KeratinError) -> any Backend {
    // Those that need no library come first, so that none is opened for them.
    if let backend = [naive, simd].first(where: { $0.name == name.lowercased() }) { return backend }
    if let backend = all.first(where: { $0.name == name.lowercased() }) { return backend }
    let choices = all.map(\.name).joined(separator: ", ")
    if name.lowercased() == "openblas", let missing = OpenBLASBackend.missing {
      throw KeratinError(
        .backend, expected: "a backend of this machine (\(choices))",
        received: "'\(name)', for which \(missing) is missing",
        suggestion: "installing OpenBLAS and LAPACKE: on Debian libopenblas0 and liblapacke")
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

  /// Makes kernels work on `count` threads. Results do not depend on it.
  public static func useThreads(_ count: Int) throws {
    guard count >= 1 else {
      throw KeratinError(.argument, expected: "at least 1 thread", received: "\(count)", operation: "useThreads")
    }
    ThreadPool.threadCount = count
  }

  /// How many threads kernels work on.
  public static var threadCount: Int { ThreadPool.threadCount }

  /// The instruction sets that this processor has and kernels are built for, narrowest vectors first.
  public static var instructionSets: [String] { SIMDBackend.available.map { "\($0)" } }

  @TaskLocal private static var override: (any Backend)?

  /// What is wrong with `KERATIN_BACKEND` or `KERATIN_NUM_THREADS`, if something is; `compile` throws it.
  public static let environmentError: KeratinError? = environment.error

  private static let defaultBackend = Mutex<any Backend>(environment.backend)

  /// What the environment asks for; the default where it asks for what cannot be.
  private static let environment: (backend: any Backend, error: KeratinError?) = {
    var error: KeratinError?
    func attempt<R>(_ variable: String, _ body: (String) throws(KeratinError) -> R) -> R? {
      guard let text = getenv(variable).map({ String(cString: $0) }), !text.isEmpty else { return nil }
      do throws(KeratinError) {
        return try body(text)
      } catch let failure {
        error = error ?? failure.located(operation: variable)
        return nil
      }
    }
    _ = attempt("KERATIN_NUM_THREADS") { (text: String) throws(KeratinError) in
      guard let count = Int(text), count >= 1 else {
        throw KeratinError(.argument, expected: "a number of threads of at least 1", received: "'\(text)'")
      }
      ThreadPool.threadCount = count
    }
    return (attempt("KERATIN_BACKEND", named) ?? simd, error)
  }()
}
