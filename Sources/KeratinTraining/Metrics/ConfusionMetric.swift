internal import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// A metric made of how often predictions above or below thresholds are right or wrong.
///
/// Predictions lie in 0...1; targets are true where they are not 0. The subclasses say which of the four counts they need and what
/// they make of them.
public class ConfusionMetric: Metric {
  let limits: Thresholds
  private let given: [Double]?
  private let topK: Int?
  private let classId: Int?
  private let elementType = FloatPolicy.elementType
  private var counts: [ConfusionCell: Variable] = [:]

  /// - Parameters:
  ///   - given: the thresholds asked for, where the caller's own are to be checked and named in errors.
  ///   - topK: of each sample only the k largest predictions count as positive.
  ///   - classId: the only class that counts, a place on the last axis.
  init(name: String, limits: Thresholds, given: [Double]?, topK: Int? = nil, classId: Int? = nil) {
    self.limits = limits
    self.given = given
    self.topK = topK
    self.classId = classId
    super.init(name: name)
  }

  public override var isBetterWhenLarger: Bool? { true }

  public override var config: [String: ConfigValue] {
    super.config.merging(["dtype": .string(elementType.rawValue)]) { $1 }
  }

  /// Makes the variables for some of the counts, unless they are there.
  ///
  /// - Parameter labels: how many labels are counted each for itself, `nil` for all together.
  func count(_ cells: [ConfusionCell], labels: Int? = nil, as name: String? = nil) {
    guard counts.isEmpty else { return }
    let shape = Shape([limits.values.count] + (labels.map { [$0] } ?? []))
    for cell in cells { counts[cell] = addVariable(name ?? cell.rawValue, shape: shape, elementType: elementType) }
  }

  /// What was counted, one number a threshold; zeros before the first batch of a metric that waits for it.
  func counted(_ cell: ConfusionCell) -> Tensor {
    counts[cell]?.value ?? Tensor.zeros([limits.values.count], elementType: elementType)
  }

  /// A number for each threshold, without that axis where there is just one.
  func perThreshold(_ values: Tensor) -> Tensor {
    limits.values.count == 1 ? values.squeezed(axis: 0) : values
  }

  /// Takes in a batch.
  ///
  /// - Parameters:
  ///   - perLabel: whether labels, which lie along the last of two axes, are counted each for itself.
  ///   - labelWeights: a factor for each place on the last axis.
  func add(
    _ yTrue: Tensor, _ yPred: Tensor, _ weight: Tensor?, perLabel: Bool = false, labelWeights: [Double]? = nil
  ) throws {
    if let error = yTrue.error ?? yPred.error { throw error }
    try requireThresholds()
    var (y, p) = matchingRanks(yTrue, yPred.cast(to: elementType))
    try requireSameShape(y.type, p.type, loss: name)
    var factors = try weight.map { try entryWeights($0, p.type, metric: name) }
    if let labelWeights {
      let own = try spread(labelWeights, p.type)
      factors = factors.map { $0 * own } ?? own
    }
    if let topK { p = which(isAmongFirst(topK, p), p, Tensor(-1e10, elementType: elementType)) }
    if let classId {
      try requireClass(classId, p.shape)
      (y, p, factors) = (atClass(classId, y), atClass(classId, p), factors.map { atClass(classId, $0) })
    }
    let shape: Shape = perLabel ? p.shape : [p.count]
    let isTrue = y.cast(to: .bool).reshaped(to: shape)
    let isPositive = limits.positives(p.reshaped(to: shape))
    let amounts = factors?.reshaped(to: shape) ?? Tensor.ones(shape, elementType: elementType)
    let none = Tensor(0, elementType: elementType)
    for (cell, variable) in counts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let entries = cell.isTarget ? which(isTrue, amounts, none) : which(isTrue, none, amounts)
      let chosen = cell.isPredicted ? which(isPositive, entries, none) : which(isPositive, none, entries)
      try variable.assign(variable.value + chosen.sum(axis: 1))
    }
  }

  /// Whether fewer than `k` of a sample's predictions are larger, or equal and further to the front.
  private func isAmongFirst(_ k: Int, _ p: Tensor) -> Tensor {
    let (own, other) = (p.expandingDimension(at: -1), p.expandingDimension(at: -2))
    let place = Tensor.arange(p.shape[-1])
    let isBefore = place.expandingDimension(at: 0) .< place.expandingDimension(at: 1)
    return ((other .> own) .| ((other .== own) .& isBefore)).sum(axis: -1) .< Double(k)
  }

  private func atClass(_ id: Int, _ x: Tensor) -> Tensor { x.sliced(id..<id + 1, axis: -1) }

  private func spread(_ labelWeights: [Double], _ values: TensorType) throws -> Tensor {
    guard values.shape.rank > 0, values.shape[-1] == labelWeights.count else {
      throw KeratinError(
        .shape, expected: "a label weight for each place on the last axis of predictions of shape \(values.shape)",
        received: "\(labelWeights.count) label weights", operation: name)
    }
    return Tensor(labelWeights).cast(to: elementType).broadcast(to: values.shape)
  }

  private func requireThresholds() throws {
    guard let given, let bad = given.first(where: { !(0...1).contains($0) }) else { return }
    throw KeratinError(.argument, expected: "thresholds in 0...1", received: "\(bad)", operation: name)
  }

  private func requireClass(_ id: Int, _ predictions: Shape) throws {
    guard predictions.rank < 2 || !(0..<predictions[-1]).contains(id) else { return }
    throw KeratinError(
      .argument, expected: "predictions with a class \(id) on the last of two axes or more",
      received: "predictions of shape \(predictions)", operation: name)
  }
}
