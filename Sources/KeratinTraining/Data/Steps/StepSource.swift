internal import KeratinGraph

/// What the steps of a run work on, one batch after another, epoch after epoch.
protocol StepSource: AnyObject {
  /// The steps of an epoch, `nil` where that shows only as they are taken.
  var stepsPerEpoch: Int? { get }
  /// The number of samples in memory, 0 where they are not there.
  var sampleCount: Int { get }
  /// Begins epoch number `epoch`, in which the runner's data may be put into another order. Returns how many steps it has, `nil` where that shows only as
  /// they are taken.
  func beginEpoch(_ epoch: Int, _ runner: any StepRunner) throws -> Int?
  /// Gives the runner the data of the next step; `nil` at the end of the epoch.
  func next(_ runner: any StepRunner) throws -> StepSamples?
  /// Ends the run, before its time or not.
  func finish()
}

/// The samples of a step: `count` of them from place `start` of the runner's order on.
struct StepSamples {
  let data: InMemoryData
  let start: Int
  let count: Int
}
