internal import KeratinGraph
internal import KeratinLayers

/// What the steps of a run work on, one batch after another, epoch after epoch.
protocol StepSource: AnyObject {
  /// The steps of an epoch, `nil` where that shows only as they are taken.
  var stepsPerEpoch: Int? { get }
  /// The number of samples in memory, 0 where they are not there.
  var sampleCount: Int { get }
  /// Begins epoch number `epoch`, in which the runner's data may be put into another order.
  func beginEpoch(_ epoch: Int, _ runner: any StepRunner) throws
  /// The steps of the epoch that has begun, `nil` where that shows only as they are taken.
  var stepsInEpoch: Int? { get }
  /// Gives the runner the data of the next step; `nil` at the end of the epoch.
  func next(_ runner: any StepRunner) throws -> StepSamples?
  /// What the steps that follow depend on: for checkpoints.
  var state: [String: ConfigValue] { get }
  /// Throws where the state is not that of a source of the same steps.
  func check(_ state: SavedState) throws
  /// Goes on with the steps that followed on the state.
  func restore(_ state: SavedState, _ runner: any StepRunner) throws
  /// Ends the run, before its time or not.
  func finish()
}

/// The samples of a step: `count` of them from place `start` of the runner's order on.
struct StepSamples {
  let data: InMemoryData
  let start: Int
  let count: Int
}

extension StepSource {
  /// The error for a state of other steps.
  func foreign(_ expected: String, _ received: String) -> KeratinError {
    KeratinError(
      .file, expected: "\(expected), as the saved state has", received: received,
      suggestion: "the data and the arguments of fit that the state was saved from, or another folder")
  }
}
