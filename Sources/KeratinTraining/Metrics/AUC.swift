public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

extension Metrics {
  /// The area under a curve that a classifier of two classes draws as the threshold for its positive predictions falls, taken from
  /// many thresholds.
  ///
  /// Of the receiver's operating characteristic it is the probability that a true sample is given a larger prediction than a
  /// false one. The error is of the order of 1 / numThresholds, less where predictions are spread evenly.
  ///
  /// For precision and recall, interpolated as by [Davis and Goadrich, 2006](https://doi.org/10.1145/1143844.1143874).
  public final class AUC: ConfusionMetric, Configurable {
    public static let module = "keras.metrics"
    public static let className = "AUC"

    /// What is drawn over what.
    public enum Curve: String, Sendable, Hashable, CaseIterable {
      /// The share of true samples that are found over that of false ones taken for true.
      case roc = "ROC"
      /// Precision over recall.
      case pr = "PR"
      /// The gain in precision over that in recall.
      case prGain = "PRGAIN"
    }

    /// The height of the area between two thresholds.
    public enum SummationMethod: String, Sendable, Hashable, CaseIterable {
      /// The mean of both; for precision and recall a line between the numbers that they are made of.
      case interpolation
      /// The larger.
      case majoring
      /// The smaller.
      case minoring
    }

    public let numThresholds: Int
    public let curve: Curve
    public let summationMethod: SummationMethod
    public let thresholds: [Double]?
    public let multiLabel: Bool
    public let numLabels: Int?
    public let labelWeights: [Double]?
    public let fromLogits: Bool

    /// - Parameters:
    ///   - numThresholds: how many thresholds divide 0...1; at least 2, 200 by default.
    ///   - curve: `.roc` by default.
    ///   - summationMethod: `.interpolation` by default.
    ///   - thresholds: other thresholds, in 0...1, to which one at either end is added; by default none.
    ///   - multiLabel: whether the areas of the labels on the last of two axes are taken each for itself and then their mean; by
    ///     default all predictions are taken together.
    ///   - numLabels: how many labels there are; by default found in the first batch.
    ///   - labelWeights: a factor for each label: of its area with `multiLabel`, else of its predictions. By default 1.
    ///   - fromLogits: whether predictions are logits; false by default.
    public init(
      numThresholds: Int = 200, curve: Curve = .roc, summationMethod: SummationMethod = .interpolation,
      thresholds: [Double]? = nil, multiLabel: Bool = false, numLabels: Int? = nil, labelWeights: [Double]? = nil,
      fromLogits: Bool = false, name: String = "auc"
    ) {
      let inner = thresholds?.sorted() ?? AUC.even(numThresholds)
      self.numThresholds = thresholds.map { $0.count + 2 } ?? numThresholds
      self.curve = curve
      self.summationMethod = summationMethod
      self.thresholds = thresholds
      self.multiLabel = multiLabel
      self.numLabels = numLabels
      self.labelWeights = labelWeights
      self.fromLogits = fromLogits
      super.init(
        name: name, limits: Thresholds([-1e-7] + inner + [1 + 1e-7], inner: [0] + inner + [1]), given: thresholds)
      if !multiLabel || numLabels != nil { count(ConfusionCell.allCases, labels: numLabels) }
    }

    private static func even(_ count: Int) -> [Double] {
      count > 2 ? (1..<count - 1).map { Double($0) / Double(count - 1) } : []
    }

    public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
      guard numThresholds >= 2, labelWeights == nil || !multiLabel || labelWeights?.count == yPred.shape[-1] else {
        throw KeratinError(
          .argument, expected: "at least 2 thresholds, and as many label weights as labels",
          received: "\(numThresholds) thresholds, \(labelWeights?.count ?? 0) label weights", operation: name)
      }
      if multiLabel {
        guard yPred.rank == 2, numLabels == nil || numLabels == yPred.shape[1] else {
          throw yPred.error
            ?? KeratinError(
              .shape, expected: "predictions of shape [nil, \(numLabels.map { "\($0)" } ?? "labels")]",
              received: "predictions of shape \(yPred.shape)", operation: name)
        }
        count(ConfusionCell.allCases, labels: yPred.shape[1])
      }
      try add(
        yTrue, fromLogits ? sigmoid(yPred) : yPred, sampleWeight, perLabel: multiLabel,
        labelWeights: multiLabel ? nil : labelWeights)
    }

    public override func result() -> Tensor {
      let areas = areas().sum(axis: 0)
      guard multiLabel, areas.rank == 1 else { return areas }
      guard let labelWeights, labelWeights.count == areas.count else { return areas.mean() }
      let weights = Tensor(labelWeights).cast(to: areas.elementType)
      return quotientOrZero((areas * weights).sum(), weights.sum())
    }

    /// The area between every threshold and the next.
    private func areas() -> Tensor {
      let (tp, fp) = (counted(.truePositives), counted(.falsePositives))
      let (tn, fn) = (counted(.trueNegatives), counted(.falseNegatives))
      let recall = quotientOrZero(tp, tp + fn)
      switch curve {
      case .pr where summationMethod == .interpolation: return interpolated(tp, fp, fn)
      case .roc: return areas(x: quotientOrZero(fp, fp + tn), y: recall)
      case .pr: return areas(x: recall, y: quotientOrZero(tp, tp + fp))
      case .prGain:
        let scale = quotientOrZero(tp + fn, tn + fp)
        let isNone = tp .== 0
        let recallGain = which(isNone, Tensor.zeros(like: tp), 1 - scale * quotientOrZero(fn, tp))
        let precisionGain = which(isNone, Tensor.ones(like: tp), 1 - scale * quotientOrZero(fp, tp))
        return areas(x: maximum(recallGain, 0), y: precisionGain)
      }
    }

    private func areas(x: Tensor, y: Tensor) -> Tensor {
      let (higher, lower) = (first(y), last(y))
      let heights =
        switch summationMethod {
        case .interpolation: (higher + lower) / 2
        case .minoring: minimum(higher, lower)
        case .majoring: maximum(higher, lower)
        }
      return (first(x) - last(x)) * heights
    }

    /// With true positives a line of the positives between two thresholds, the integral of their quotient over the recall.
    private func interpolated(_ tp: Tensor, _ fp: Tensor, _ fn: Tensor) -> Tensor {
      let p = tp + fp
      let (gain, next) = (first(tp) - last(tp), last(p))
      let slope = quotientOrZero(gain, maximum(first(p) - next, 0))
      let intercept = last(tp) - slope * next
      let ratio = which((first(p) .> 0) .& (next .> 0), quotientOrZero(first(p), next), Tensor.ones(like: next))
      return quotientOrZero(slope * (gain + intercept * log(ratio)), last(tp + fn))
    }

    private func first(_ x: Tensor) -> Tensor { x[0..<limits.values.count - 1] }
    private func last(_ x: Tensor) -> Tensor { x[1..<limits.values.count] }

    public override var config: [String: ConfigValue] {
      var config = super.config
      config["num_thresholds"] = .int(numThresholds)
      config["curve"] = .string(curve.rawValue)
      config["summation_method"] = .string(summationMethod.rawValue)
      config["multi_label"] = .bool(multiLabel)
      config["num_labels"] = numLabels.map { .int($0) } ?? .null
      config["label_weights"] = numbers(labelWeights)
      config["from_logits"] = .bool(fromLogits)
      if thresholds != nil { config["thresholds"] = numbers(Array(limits.values.dropFirst().dropLast())) }
      return config
    }
  }
}

extension Metric {
  /// The area under the receiver's operating characteristic, or under precision over recall.
  public static func auc(
    numThresholds: Int = 200, curve: Metrics.AUC.Curve = .roc,
    summationMethod: Metrics.AUC.SummationMethod = .interpolation, thresholds: [Double]? = nil,
    multiLabel: Bool = false, numLabels: Int? = nil, labelWeights: [Double]? = nil, fromLogits: Bool = false
  ) -> Metric {
    Metrics.AUC(
      numThresholds: numThresholds, curve: curve, summationMethod: summationMethod, thresholds: thresholds,
      multiLabel: multiLabel, numLabels: numLabels, labelWeights: labelWeights, fromLogits: fromLogits)
  }
}

extension Metrics.AUC: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let labels: Int? = try config.optional("num_labels")
    let thresholdCount = try config.thresholdCount()
    // Its counts are there from the beginning: as many as thresholds for each label.
    guard (1...(1 << 24) / max(thresholdCount, 1)).contains(labels ?? 1) else {
      throw config.wrong("num_labels", "at least 1, and at most 16777216 with num_thresholds for each")
    }
    self.init(
      numThresholds: thresholdCount, curve: try config("curve", or: .roc),
      summationMethod: try config("summation_method", or: .interpolation), thresholds: try config.thresholds(),
      multiLabel: try config("multi_label", or: false), numLabels: labels,
      labelWeights: try config.optional("label_weights"), fromLogits: try config("from_logits", or: false),
      name: try config.name())
  }
}
