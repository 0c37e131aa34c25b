public import KeratinGraph
public import KeratinLayers

/// Which part of some entries is right: true positives divided by themselves and those that were missed; 0 if there are none.
public class ShareMetric: ConfusionMetric, Configurable {
  public class var module: String { "keras.metrics" }
  public class var className: String { "\(Self.self)" }
  public let thresholds: [Double]?
  public let topK: Int?
  public let classId: Int?
  private let missed: ConfusionCell

  init(_ missed: ConfusionCell, _ thresholds: [Double]?, topK: Int?, classId: Int?, name: String) {
    self.missed = missed
    self.thresholds = thresholds
    self.topK = topK
    self.classId = classId
    super.init(
      name: name, limits: Thresholds(thresholds ?? [topK == nil ? 0.5 : -1e10]), given: thresholds, topK: topK,
      classId: classId)
    count([.truePositives, missed])
  }

  public override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
    try add(yTrue, yPred, sampleWeight)
  }

  public override func result() -> Tensor {
    let right = counted(.truePositives)
    return perThreshold(quotientOrZero(right, right + counted(missed)))
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "thresholds": numbers(thresholds), "top_k": topK.map { .int($0) } ?? .null,
      "class_id": classId.map { .int($0) } ?? .null,
    ]) { $1 }
  }
}
