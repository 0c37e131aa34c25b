import ArgumentParser
import Keratin

/// Where and how a command computes.
struct MachineOptions: ParsableArguments {
  @Option(
    help: "What computes: naive, simd or openblas. By default what KERATIN_BACKEND names, else simd.")
  var backend: String?

  @Option(help: "How many threads work. By default what KERATIN_NUM_THREADS says, else all cores.")
  var threads: Int?

  func validate() throws {
    if let backend { _ = try namedBackend(backend) }
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, not \(threads).") }
  }

  /// Makes the choices those of the process.
  func apply() throws {
    if let error = Backends.environmentError { throw error }
    if let backend { Backends.use(try Backends.named(backend)) }
    if let threads { try Backends.useThreads(threads) }
  }
}

/// The backend of that name; one that is not there is a wrong use of the command.
func namedBackend(_ name: String) throws -> any Backend {
  do {
    return try Backends.named(name)
  } catch {
    throw ValidationError(KeratinCommand.message(error))
  }
}
