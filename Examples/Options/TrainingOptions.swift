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

  @Flag(
    help: "Tells at the end how long each layer's operations took, and what part of the machine's limit they reach.")
  public var profile = false

  public init() {}

  /// Has `body` train `model`, watched as the flags say, and prints what was seen.
  @discardableResult
  public func watch<R>(_ model: Model, _ body: () throws -> R) throws -> R {
    model.crossCheck = try makeCrossCheck()
    model.profile = profile ? Profile() : nil
    let result = try body()
    if let check = model.crossCheck { print(check.summary) }
    if let profile = model.profile { print(profile.table(limits: .measured(threads: Backends.threadCount))) }
    return result
  }

  /// What checks a model's kernels, `nil` where no check was asked for.
  private func makeCrossCheck() throws -> CrossCheck? {
    try crosscheck.map { CrossCheck(against: try Backends.named($0)) }
  }
}
