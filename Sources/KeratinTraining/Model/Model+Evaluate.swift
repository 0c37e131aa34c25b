internal import KeratinGraph
internal import KeratinKernels

extension Model {
  /// The loss and metrics on data that lies in memory, the model in inference mode.
  ///
  /// - Parameter steps: how many batches are taken; all by default.
  /// - Returns: the loss, with several outputs each one's loss, then the metrics, by name and in that order.
  @discardableResult
  public func evaluate(
    _ x: any ModelData, _ y: any ModelData, batchSize: Int = 32, verbose: Verbosity = .auto,
    sampleWeight: (any ModelData)? = nil, steps: Int? = nil, callbacks: [Callback] = []
  ) throws -> Scores {
    let compiled = try requireCompiled("evaluate")
    try require(batchSize >= 1, "batchSize of at least 1", "\(batchSize)", "evaluate")
    try require(steps ?? 1 >= 1, "steps of at least 1", "\(steps ?? 1)", "evaluate")
    let data = try data(x, y, sampleWeight: sampleWeight, classWeight: nil, compiled)
    try prepare(data, compiled)
    return try evaluate(InMemorySteps(data, batchSize: batchSize, stepsPerEpoch: steps), compiled, verbose, callbacks)
  }

  func evaluate(
    _ steps: any StepSource, _ compiled: CompiledModel, _ verbose: Verbosity, _ callbacks: [Callback]
  ) throws -> Scores {
    let all = callbacks + (ProgressReport(verbose).map { [$0] } ?? [])
    for callback in all {
      callback.model = self
      callback.parameters = .init(epochs: 1, steps: steps.stepsPerEpoch ?? 0, samples: steps.sampleCount)
    }
    return try all.tellingErrors {
      Scores(try EvaluationRun(model: self, compiled: compiled, callbacks: all).evaluate(steps))
    }
  }
}

extension Scores: CustomStringConvertible {
  /// `loss: 0.1036, accuracy: 0.9749`
  public var description: String {
    logs.entries.map { "\($0.name): \(ProgressText.number($0.value))" }.joined(separator: ", ")
  }
}

/// What `evaluate` found.
public struct Scores: Sendable {
  /// All values in order, the loss first.
  public let logs: Logs

  init(_ logs: Logs) { self.logs = logs }

  /// The loss.
  public var loss: Double { logs["loss"] ?? .nan }
  /// The value of that name.
  public subscript(name: String) -> Double? { logs[name] }
  /// The values in order, the loss first.
  public var values: [Double] { logs.entries.map(\.value) }
}
