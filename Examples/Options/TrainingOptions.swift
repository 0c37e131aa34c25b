public import ArgumentParser
public import Keratin

/// The flags of examples that train one model.
public struct TrainingOptions: ParsableArguments {
  @Option(help: "How often training goes through all samples.")
  public var epochs: Int?

  @Option(help: "How many samples make one update.")
  public var batchSize: Int?

  @Option(help: "Checks every kernel of training against this backend; slow.")
  public var crosscheck: String?

  public init() {}

  /// What checks a model's kernels, `nil` where no check was asked for.
  public func makeCrossCheck() throws -> CrossCheck? {
    try crosscheck.map { CrossCheck(against: try Backends.named($0)) }
  }
}
