public import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// The best that one share reaches among thresholds at which another is at least a given number; 0 if it is at none. The subclasses say
/// which shares; not to be used itself.
///
/// Thresholds divide 0...1 evenly; only one stands at 0.5.
public class ConstrainedMetric: ConfusionMetric {
  public let numThresholds: Int
  public let classId: Int?
  private let least: Double
  private let constraint: String

  /// - Parameters:
  ///   - least: what the other share must reach.
  ///   - constraint: Keras's name of that share.
  init(_ least: Double, _ constraint: String, _ numThresholds: Int, _ classId: Int?, _ name: String) {
    (self.least, self.constraint) = (least, constraint)
    (self.numThresholds, self.classId) = (numThresholds, classId)
    let places =
      numThresholds > 1 ? (0..<numThresholds).map { Double($0) / Double(numThresholds - 1) } : [0.5]
    super.init(name: name, limits: Thresholds(places), given: nil, classId: classId)
    count(ConfusionCell.allCases)
  }

  public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
    guard numThresholds > 0, (0...1).contains(least) else {
      throw KeratinError(
        .argument, expected: "a \(constraint) in 0...1 and at least one threshold",
        received: "\(least), \(numThresholds) thresholds", operation: name)
    }
    try add(yTrue, yPred, sampleWeight)
  }

  /// Of all true samples, which part is found; the same as recall.
  var sensitivity: Tensor { share(.truePositives, .falseNegatives) }
  /// Of all false samples, which part is not taken for true.
  var specificity: Tensor { share(.trueNegatives, .falsePositives) }
  /// Which part of the positive predictions is right.
  var precision: Tensor { share(.truePositives, .falsePositives) }

  private func share(_ cell: ConfusionCell, _ other: ConfusionCell) -> Tensor {
    quotientOrZero(counted(cell), counted(cell) + counted(other))
  }

  /// The largest of `values` where `constrained` is large enough.
  func best(_ values: Tensor, where constrained: Tensor) -> Tensor {
    which(constrained .>= least, values, Tensor.zeros(like: values)).max()
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "num_thresholds": .int(numThresholds), "class_id": classId.map { .int($0) } ?? .null,
      constraint: .double(least),
    ]) { $1 }
  }
}
