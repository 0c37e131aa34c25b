/// Sets the learning rate before each epoch by a function of the epoch and the rate so far.
///
/// The learning rate of each epoch goes into its logs, as `learning_rate`.
///
///     LearningRateScheduler { epoch, rate in epoch < 10 ? rate : rate * 0.9 }
public final class LearningRateScheduler: Callback {
  private let schedule: (Int, Double) throws -> Double
  private let isVerbose: Bool

  /// - Parameters:
  ///   - verbose: whether each rate is printed; false by default.
  ///   - schedule: from the epoch, from 0, and the learning rate to the new one.
  public init(verbose: Bool = false, _ schedule: @escaping (_ epoch: Int, _ learningRate: Double) throws -> Double) {
    (self.schedule, isVerbose) = (schedule, verbose)
  }

  public override func onEpochBegin(_ epoch: Int) throws {
    guard let optimizer = model?.optimizer else { return }
    let rate = try schedule(epoch, optimizer.learningRate)
    try optimizer.setLearningRate(rate)
    if isVerbose {
      ProgressReport.print("\nEpoch \(epoch + 1): LearningRateScheduler setting learning rate to \(rate).\n")
    }
  }

  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) {
    logs["learning_rate"] = model?.optimizer?.learningRate
  }
}
