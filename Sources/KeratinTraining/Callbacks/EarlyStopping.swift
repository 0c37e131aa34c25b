internal import KeratinGraph
internal import KeratinLayers

/// Ends training when a watched value has stopped getting better.
///
/// An epoch without improvement counts; after `patience` of them in a row training ends, though never after the first epoch.
public final class EarlyStopping: Callback {
  private let monitor: Monitor
  private let patience: Int
  private let baseline: Double?
  private let restoresBestWeights: Bool
  private let startFromEpoch: Int
  private let isVerbose: Bool
  private var wantsLarger: Bool?
  private var bestWeights: [Tensor]?

  /// The best value so far.
  public private(set) var best: Double?
  /// The epoch, from 0, in which it came.
  public private(set) var bestEpoch = 0
  /// The epoch, from 0, after which training was ended; 0 if it was not.
  public private(set) var stoppedEpoch = 0
  /// How many epochs have gone by without improvement.
  public private(set) var wait = 0

  /// - Parameters:
  ///   - monitor: the value's name in the logs; `val_loss` by default.
  ///   - minDelta: what a value must be better by to count; 0 by default.
  ///   - patience: how many epochs may go by without improvement; 0 by default.
  ///   - verbose: whether the end is printed; false by default.
  ///   - mode: which way the value is to go; by default as its metric knows.
  ///   - baseline: a value that must be surpassed for the count to start anew; none by default.
  ///   - restoreBestWeights: whether the weights of the best epoch come back when training ends, in whatever way but by an error; false by
  ///     default.
  ///   - startFromEpoch: how many epochs are not watched at first; 0 by default.
  public init(
    monitor: String = "val_loss", minDelta: Double = 0, patience: Int = 0, verbose: Bool = false,
    mode: MonitorMode = .auto, baseline: Double? = nil, restoreBestWeights: Bool = false, startFromEpoch: Int = 0
  ) {
    self.monitor = Monitor(name: monitor, mode: mode, minDelta: minDelta)
    (self.patience, self.baseline, self.startFromEpoch) = (patience, baseline, startFromEpoch)
    (restoresBestWeights, isVerbose) = (restoreBestWeights, verbose)
  }

  public override func onTrainBegin() {
    (wait, stoppedEpoch, bestEpoch) = (0, 0, 0)
    (best, bestWeights, wantsLarger) = (nil, nil, nil)
  }

  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {
    let larger = try wantsLarger ?? monitor.wantsLarger(of: model, for: "EarlyStopping")
    wantsLarger = larger
    guard let value = monitor.value(in: logs, for: "EarlyStopping"), epoch >= startFromEpoch else { return }
    if restoresBestWeights, bestWeights == nil { remember(epoch) }
    wait += 1
    if monitor.isImprovement(value, over: best, larger: larger) {
      best = value
      remember(epoch)
      if baseline == nil || monitor.isImprovement(value, over: baseline, larger: larger) { wait = 0 }
    } else if wait >= patience, epoch > 0 {
      stoppedEpoch = epoch
      model?.stopTraining = true
    }
  }

  public override func onTrainEnd(_ logs: Logs) throws {
    if isVerbose, stoppedEpoch > 0 { ProgressReport.print("Epoch \(stoppedEpoch + 1): early stopping\n") }
    guard let bestWeights else { return }
    if isVerbose { ProgressReport.print("Restoring model weights from the end of the best epoch: \(bestEpoch + 1).\n") }
    try model?.setWeights(bestWeights)
  }

  public override var state: SavedState {
    var state: SavedState = [
      "wait": .int(wait), "stopped_epoch": .int(stoppedEpoch), "best_epoch": .int(bestEpoch),
      "best": best.map { .double($0) } ?? .null, "weights": .int(bestWeights?.count ?? 0),
    ]
    for (index, weight) in (bestWeights ?? []).enumerated() { state.tensors["\(index)"] = weight }
    return state
  }

  public override func restore(_ state: SavedState) throws {
    let count = try state.int("weights")
    if count > 0 {
      let weights = model?.weights ?? []
      guard count == weights.count else {
        throw KeratinError(
          .file, expected: "\(weights.count) best weights", received: "\(count)", operation: "EarlyStopping")
      }
      bestWeights = try weights.enumerated().map { index, weight in
        let value = try state.tensor("\(index)")
        guard value.type == weight.type else {
          throw KeratinError(
            .file, expected: "\(weight.type?.description ?? "") for '\(weight.path)'", received: "\(value.type)",
            operation: "EarlyStopping")
        }
        return value
      }
    }
    (wait, stoppedEpoch) = (try state.int("wait"), try state.int("stopped_epoch"))
    (bestEpoch, best) = (try state.int("best_epoch"), state.has("best") ? try state.double("best") : nil)
  }

  private func remember(_ epoch: Int) {
    bestEpoch = epoch
    if restoresBestWeights { bestWeights = model?.getWeights() }
  }
}
