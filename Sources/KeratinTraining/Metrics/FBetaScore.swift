public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// (1 + β²)·precision·recall / (β²·precision + recall) for each class, of targets and predictions `[samples, classes]`.
  ///
  /// Divisors have 1e-7 added to them, so that a class that never comes scores 0.
  public class FBetaScore: Metric, Configurable, KerasObject {
    public class var module: String { "keras.metrics" }
    public class var className: String { "FBetaScore" }

    /// How the scores of the classes become one.
    public enum Average: String, Sendable, Hashable, CaseIterable {
      /// The score of all classes' predictions taken together.
      case micro
      /// The mean of the classes' scores.
      case macro
      /// Their mean weighted by how often a class is the target.
      case weighted
    }

    public let average: Average?
    public let beta: Double
    public let threshold: Double?
    private let elementType = FloatPolicy.elementType
    private var counts: (tp: Variable, fp: Variable, fn: Variable, targets: Variable)?

    /// - Parameters:
    ///   - average: by default none, every class keeps its score.
    ///   - beta: β > 0, how many times as much recall counts as precision; 1 by default.
    ///   - threshold: in 0...1, a prediction above it is positive; by default the largest prediction of a sample is.
    public init(
      average: Average? = nil, beta: Double = 1, threshold: Double? = nil, name: String = "fbeta_score"
    ) {
      self.average = average
      self.beta = beta
      self.threshold = threshold
      super.init(name: name)
    }

    package required convenience init(_ config: ConfigReader) throws {
      self.init(
        average: try config.optional("average"), beta: try config("beta", or: 1),
        threshold: try config.optional("threshold"), name: try config.name(or: "fbeta_score"))
    }

    public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      if let error = yTrue.error ?? yPred.error { throw error }
      try requireArguments()
      try requireSameShape(yTrue.type, yPred.type, loss: name)
      try requireColumns(yPred.shape, metric: name)
      let (y, p) = (yTrue.cast(to: elementType), yPred.cast(to: elementType))
      let isPositive =
        threshold.map { p .> $0 } ?? ((p .>= p.max(axis: -1, keepDims: true)) .& (abs(p) .> 1e-9))
      let positive = isPositive.cast(to: elementType)
      let weights = try sampleWeight.map { try entryWeights($0, y.type, metric: name) }
      func sum(_ values: Tensor) -> Tensor {
        let weighed = weights.map { values * $0 } ?? values
        return average == .micro ? weighed.sum() : weighed.sum(axis: 0)
      }
      let state = counts(p.shape[1])
      try state.tp.assign(state.tp.value + sum(positive * y))
      try state.fp.assign(state.fp.value + sum(positive * (1 - y)))
      try state.fn.assign(state.fn.value + sum((1 - positive) * y))
      try state.targets.assign(state.targets.value + sum(y))
    }

    private func counts(_ classes: Int) -> (tp: Variable, fp: Variable, fn: Variable, targets: Variable) {
      if let counts { return counts }
      let shape: Shape = average == .micro ? .scalar : [classes]
      func add(_ name: String) -> Variable { addVariable(name, shape: shape, elementType: elementType) }
      let made = (
        add("true_positives"), add("false_positives"), add("false_negatives"), add("intermediate_weights")
      )
      counts = made
      return made
    }

    private func requireArguments() throws {
      guard beta > 0 else {
        throw KeratinError(.argument, expected: "beta above 0", received: "\(beta)", operation: name)
      }
      if let threshold, !(threshold > 0 && threshold <= 1) {
        throw KeratinError(
          .argument, expected: "a threshold above 0 and at most 1", received: "\(threshold)", operation: name)
      }
    }

    public override func result() -> Tensor {
      guard let counts else { return Tensor(0, elementType: elementType) }
      let tp = counts.tp.value
      let precision = tp / (tp + counts.fp.value + 1e-7)
      let recall = tp / (tp + counts.fn.value + 1e-7)
      let square = beta * beta
      let scores = precision * recall / (square * precision + recall + 1e-7) * (1 + square)
      switch average {
      case nil: return scores
      case .micro, .macro: return scores.mean()
      case .weighted:
        let targets = counts.targets.value
        return (scores * (targets / (targets.sum() + 1e-7))).sum()
      }
    }

    public override var isBetterWhenLarger: Bool? { true }

    public override var config: [String: ConfigValue] {
      super.config.merging([
        "dtype": .string(elementType.rawValue), "average": average.map { .string($0.rawValue) } ?? .null,
        "beta": .double(beta), "threshold": threshold.map { .double($0) } ?? .null,
      ]) { $1 }
    }
  }
}

extension Metric {
  /// The mean of precision and recall in which recall counts `beta` times as much.
  public static func fBetaScore(
    average: Metrics.FBetaScore.Average? = nil, beta: Double = 1, threshold: Double? = nil
  ) -> Metric {
    Metrics.FBetaScore(average: average, beta: beta, threshold: threshold)
  }
}
