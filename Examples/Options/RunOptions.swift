public import ArgumentParser
public import Keratin

/// The flags that every example and tutorial takes.
public struct RunOptions: ParsableArguments {
  @Option(help: "The backend: naive, simd or openblas. By default what KERATIN_BACKEND names, else simd.")
  public var backend: String?

  @Option(help: "How many threads work. By default what KERATIN_NUM_THREADS says, else all cores.")
  public var threads: Int?

  @Option(help: "How often training goes through all samples.")
  public var epochs: Int?

  @Option(help: "How many samples make one update.")
  public var batchSize: Int?

  @Option(help: "The number from which all random numbers follow.")
  public var seed: UInt64 = 42

  @Option(help: "Checks every kernel of training against this backend; slow.")
  public var crosscheck: String?

  public init() {}

  /// Makes the choices those of the process.
  public func apply() throws {
    if let backend { Backends.use(try Backends.named(backend)) }
    if let threads { try Backends.useThreads(threads) }
    setRandomSeed(seed)
  }

  /// What checks a model's kernels, `nil` where no check was asked for.
  public func makeCrossCheck() throws -> CrossCheck? {
    try crosscheck.map { CrossCheck(against: try Backends.named($0)) }
  }
}
