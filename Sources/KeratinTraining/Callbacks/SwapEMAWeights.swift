internal import KeratinGraph
internal import KeratinLayers

/// Evaluates the model with its weights' moving averages: they change places before validation, `evaluate` or `predict`, and back after it.
///
/// The optimizer must keep averages, `useEMA: true`. With `swapOnEpoch` the averages are also in place while the callbacks that follow
/// hear of an epoch's end, so that a checkpoint placed after this one saves them.
public final class SwapEMAWeights: Callback {
  private let swapOnEpoch: Bool
  private var areAveragesInPlace = false
  /// The averages at the end of the last epoch, which the model is to end with wherever training stops.
  private var last: [(variable: Variable, average: Tensor)] = []

  /// - Parameter swapOnEpoch: whether averages are in place from an epoch's end to the next one's beginning; false by default.
  public init(swapOnEpoch: Bool = false) { self.swapOnEpoch = swapOnEpoch }

  public override func onTrainBegin() throws {
    (areAveragesInPlace, last) = (false, [])
    guard let optimizer = model?.optimizer, optimizer.averaging == nil else { return }
    throw unaveraged(optimizer)
  }

  public override func onEpochBegin(_ epoch: Int) throws { try swap(in: false) }

  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {
    guard swapOnEpoch else { return }
    try swap(in: true)
    last = try model?.optimizer?.averages()?.map { ($0.variable, $0.variable.value) } ?? []
  }

  /// When `fit` ends the optimizer takes what stands in the averages' place for the averages: here the weights.
  public override func onTrainEnd(_ logs: Logs) throws {
    guard areAveragesInPlace else { return }
    let known = Dictionary(last.map { (ObjectIdentifier($0.variable), $0.average) }) { first, _ in first }
    for (variable, average) in try model?.optimizer?.averages() ?? [] {
      guard let value = known[ObjectIdentifier(variable)] else { continue }
      try variable.assign(value)
      try average.assign(value)
    }
    (areAveragesInPlace, last) = (false, [])
  }

  public override var state: SavedState {
    var state: SavedState = ["averages_in_place": .bool(areAveragesInPlace), "count": .int(last.count)]
    for (index, pair) in last.enumerated() { state.tensors["\(index)"] = pair.average }
    return state
  }

  public override func restore(_ state: SavedState) throws {
    let pairs = try model?.optimizer?.averages() ?? []
    let count = try state.int("count")
    guard count == 0 || count == pairs.count else {
      throw KeratinError(
        .file, expected: "\(pairs.count) averages", received: "\(count)", operation: "SwapEMAWeights")
    }
    last = try pairs.prefix(count).enumerated().map { index, pair in (pair.variable, try state.tensor("\(index)")) }
    areAveragesInPlace = try state.bool("averages_in_place")
  }

  public override func onTestBegin() throws { try swap(in: true) }
  public override func onTestEnd(_ logs: Logs) throws { try swap(in: false) }
  public override func onPredictBegin() throws { try swap(in: true) }
  /// Unlike Keras 3.15, which leaves the averages in the model.
  public override func onPredictEnd() throws { try swap(in: false) }

  /// The weights come back where evaluation could not go on.
  public override func onError(_ error: any Error) {
    try? swap(in: false)
    last = []
  }

  /// Brings the averages in or out, unless they are already.
  private func swap(in wantsAverages: Bool) throws {
    guard areAveragesInPlace != wantsAverages, let optimizer = model?.optimizer else { return }
    guard let pairs = try optimizer.averages() else { throw unaveraged(optimizer) }
    for (variable, average) in pairs {
      let weight = variable.value
      try variable.assign(average.value)
      try average.assign(weight)
    }
    areAveragesInPlace = wantsAverages
  }

  private func unaveraged(_ optimizer: Optimizer) -> KeratinError {
    KeratinError(
      .state, expected: "an optimizer that keeps averages of the weights and has made a step",
      received: "'\(optimizer.name)', which does not", operation: "SwapEMAWeights",
      suggestion: "useEMA: true for the optimizer, and fit first")
  }
}
