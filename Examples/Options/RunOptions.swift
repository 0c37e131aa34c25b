public import ArgumentParser
internal import Keratin

/// The flags that every example and tutorial takes: where and how it runs.
public struct RunOptions: ParsableArguments {
  @Option(help: "The backend: naive, simd or openblas. By default what KERATIN_BACKEND names, else simd.")
  public var backend: String?

  @Option(help: "How many threads work. By default what KERATIN_NUM_THREADS says, else all cores.")
  public var threads: Int?

  @Option(help: "The number from which all random numbers follow.")
  public var seed: UInt64 = 42

  public init() {}

  /// Makes the choices those of the process.
  public func apply() throws {
    if let backend { Backends.use(try Backends.named(backend)) }
    if let threads { try Backends.useThreads(threads) }
    setRandomSeed(seed)
  }
}
