internal import KeratinGraph
internal import KeratinLayers

/// Makes the learning rate smaller when a watched value has stopped getting better: lr ← max(lr·factor, minLR).
///
/// The learning rate of each epoch goes into its logs, as `learning_rate`.
public final class ReduceLROnPlateau: Callback {
  private let monitor: Monitor
  private let factor: Double
  private let patience: Int
  private let cooldown: Int
  private let minLR: Double
  private let isVerbose: Bool
  private var wantsLarger: Bool?
  private var best: Double?
  private var wait = 0
  private var cooldownLeft = 0

  /// - Parameters:
  ///   - monitor: the value's name in the logs; `val_loss` by default.
  ///   - factor: what the learning rate is multiplied by, below 1; 0.1 by default.
  ///   - patience: after how many epochs without improvement; 10 by default.
  ///   - verbose: whether each change is printed; false by default.
  ///   - mode: which way the value is to go; by default as its metric knows.
  ///   - minDelta: what a value must be better by to count; 1e-4 by default.
  ///   - cooldown: how many epochs after a change are not counted; 0 by default.
  ///   - minLR: the least learning rate; 0 by default.
  public init(
    monitor: String = "val_loss", factor: Double = 0.1, patience: Int = 10, verbose: Bool = false,
    mode: MonitorMode = .auto, minDelta: Double = 1e-4, cooldown: Int = 0, minLR: Double = 0
  ) {
    self.monitor = Monitor(name: monitor, mode: mode, minDelta: minDelta)
    (self.factor, self.patience, self.cooldown, self.minLR) = (factor, patience, cooldown, minLR)
    isVerbose = verbose
  }

  public override func onTrainBegin() throws {
    guard factor < 1 else {
      throw KeratinError(
        .argument, expected: "a factor below 1", received: "\(factor)", operation: "ReduceLROnPlateau")
    }
    (wantsLarger, best, wait, cooldownLeft) = (nil, nil, 0, 0)
  }

  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {
    let larger = try wantsLarger ?? monitor.wantsLarger(of: model, for: "ReduceLROnPlateau")
    wantsLarger = larger
    logs["learning_rate"] = model?.optimizer?.learningRate
    guard let value = monitor.value(in: logs, for: "ReduceLROnPlateau") else { return }
    if cooldownLeft > 0 {
      cooldownLeft -= 1
      wait = 0
    }
    if monitor.isImprovement(value, over: best, larger: larger) {
      (best, wait) = (value, 0)
    } else if cooldownLeft == 0 {
      wait += 1
      if wait >= patience, try reduce(epoch) { (cooldownLeft, wait) = (cooldown, 0) }
    }
  }

  public override var state: SavedState {
    ["best": best.map { .double($0) } ?? .null, "wait": .int(wait), "cooldown_left": .int(cooldownLeft)]
  }

  public override func restore(_ state: SavedState) throws {
    best = state.has("best") ? try state.double("best") : nil
    (wait, cooldownLeft) = (try state.int("wait"), try state.int("cooldown_left"))
  }

  /// Makes the learning rate smaller; returns false where it is as small as it may be.
  private func reduce(_ epoch: Int) throws -> Bool {
    guard let optimizer = model?.optimizer, optimizer.learningRate > Double(Float(minLR)) else { return false }
    let rate = max(optimizer.learningRate * factor, minLR)
    try optimizer.setLearningRate(rate)
    if isVerbose {
      ProgressReport.print("\nEpoch \(epoch + 1): ReduceLROnPlateau reducing learning rate to \(rate).\n")
    }
    return true
  }
}
