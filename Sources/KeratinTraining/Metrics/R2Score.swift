public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// 1 − Σ(yTrue − yPred)² / Σ(yTrue − mean)²: which part of the targets' variance predictions explain.
  ///
  /// Computed for each column of targets and predictions `[samples, columns]`, then put together. A column whose targets are all
  /// the same scores 0.
  public final class R2Score: Metric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "R2Score"

    /// How the scores of the columns become one.
    public enum Aggregation: String, Sendable, Hashable, CaseIterable {
      /// Their mean.
      case uniformAverage = "uniform_average"
      /// Their mean weighted by the variance of the targets.
      case varianceWeightedAverage = "variance_weighted_average"
    }

    public let classAggregation: Aggregation?
    public let numRegressors: Int
    private let elementType = FloatPolicy.elementType
    private var numSamples: Variable!
    private var columns: (squares: Variable, sum: Variable, residual: Variable, count: Variable)?

    /// - Parameters:
    ///   - classAggregation: `.uniformAverage` by default; with `nil` every column keeps its score.
    ///   - numRegressors: how many inputs the model has, for the adjusted score, which is smaller the more there are; 0, no
    ///     adjustment, by default. Where there are too few targets for one the score stays as it is.
    public init(
      classAggregation: Aggregation? = .uniformAverage, numRegressors: Int = 0, name: String = "r2_score"
    ) {
      self.classAggregation = classAggregation
      self.numRegressors = numRegressors
      super.init(name: name)
      numSamples = addVariable("num_samples")
    }

    public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      if let error = yTrue.error ?? yPred.error { throw error }
      let (y, p) = matchingRanks(yTrue.cast(to: elementType), yPred.cast(to: elementType))
      try requireSameShape(y.type, p.type, loss: name)
      try requireColumns(p.shape, metric: name)
      let weights =
        try sampleWeight.map { try entryWeights($0, y.type, metric: name) } ?? Tensor.ones(like: y)
      let state = columns(p.shape[1])
      let weighted = y * weights
      try state.sum.assign(state.sum.value + weighted.sum(axis: 0))
      try state.squares.assign(state.squares.value + (y * weighted).sum(axis: 0))
      try state.residual.assign(state.residual.value + (square(y - p) * weights).sum(axis: 0))
      try state.count.assign(state.count.value + weights.sum(axis: 0))
      try numSamples.assign(numSamples.value + Double(y.count))
    }

    private func columns(_ count: Int) -> (squares: Variable, sum: Variable, residual: Variable, count: Variable) {
      if let columns { return columns }
      func add(_ name: String) -> Variable { addVariable(name, shape: [count], elementType: elementType) }
      let made = (add("squared_sum"), add("sum"), add("residual"), add("count"))
      columns = made
      return made
    }

    public override func result() -> Tensor {
      guard let columns else { return Tensor(0, elementType: elementType) }
      let sum = columns.sum.value
      let total = columns.squares.value - sum * (sum / columns.count.value)
      let raw = 1 - columns.residual.value / total
      let scores = which(abs(raw) .== .infinity, Tensor.zeros(like: raw), raw)
      switch classAggregation {
      case nil: return adjusted(scores)
      case .uniformAverage: return adjusted(scores.mean())
      case .varianceWeightedAverage: return adjusted((total * scores).sum() / total.sum())
      }
    }

    private func adjusted(_ score: Tensor) -> Tensor {
      guard numRegressors != 0 else { return score }
      let freedom = numSamples.value - Double(numRegressors) - 1
      let quotient = (1 - score) * (numSamples.value - 1) / maximum(freedom, 1)
      return which(freedom .> 0, 1 - quotient, score)
    }

    public override var isBetterWhenLarger: Bool? { true }

    public override var config: [String: ConfigValue] {
      super.config.merging([
        "class_aggregation": classAggregation.map { .string($0.rawValue) } ?? .null,
        "num_regressors": .int(numRegressors),
      ]) { $1 }
    }
  }
}

extension Metric {
  /// Which part of the targets' variance predictions explain.
  public static func r2Score(
    classAggregation: Metrics.R2Score.Aggregation? = .uniformAverage, numRegressors: Int = 0
  ) -> Metric {
    Metrics.R2Score(classAggregation: classAggregation, numRegressors: numRegressors)
  }
}

extension Metrics.R2Score: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      classAggregation: try config("class_aggregation", orDefault: .uniformAverage),
      numRegressors: try config("num_regressors", or: 0), name: try config.name())
  }
}
