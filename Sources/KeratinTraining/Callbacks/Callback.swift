/// Something that is told of training as it goes: overrides what it wants to hear.
///
/// A callback may read and change the model, set `model.stopTraining`, and change what the epoch's logs hold. An error that it throws ends
/// `fit`, the weights being those after the last whole step. One that counts or remembers says so in ``state``, so that training which was cut off goes
/// on as if it had not been: see ``BackupAndRestore``.
open class Callback {
  /// The model that is being trained.
  public internal(set) weak var model: Model?
  /// True in a `fit` that goes on where an earlier one was cut off: ``restore(_:)`` follows ``onTrainBegin()``.
  public internal(set) var isResuming = false
  /// What was asked of `fit`.
  public internal(set) var parameters = Parameters()

  /// The number of epochs and of steps in each: 0 steps where a data set does not tell how many batches it has, 0 samples where they are not
  /// in memory.
  public struct Parameters: Sendable, Hashable {
    public var epochs = 0
    public var steps = 0
    public var samples = 0
  }

  public init() {}

  /// Whether the callback wants the running values after every batch; they are only collected if one does. False by default.
  open var wantsBatchLogs: Bool { false }

  /// What the callback must remember to go on where it is, in another process: what a checkpoint holds of it. Nothing by default.
  ///
  /// It is read between steps, when all callbacks have been told of the one that is over.
  open var state: SavedState { [:] }

  /// Goes on from a ``state``, after ``onTrainBegin()``. Where training goes on in the middle of an epoch, ``onEpochBegin(_:)`` is not told of that epoch
  /// again. Throws for a state that cannot be the callback's; then training does not begin.
  open func restore(_ state: SavedState) throws {}

  open func onTrainBegin() throws {}
  open func onTrainEnd(_ logs: Logs) throws {}
  open func onEpochBegin(_ epoch: Int) throws {}
  /// Epochs count from 0. The logs hold the epoch's values, those of validation under `val_…`.
  open func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {}
  open func onTrainBatchBegin(_ batch: Int) throws {}
  /// The logs are empty unless ``wantsBatchLogs``.
  open func onTrainBatchEnd(_ batch: Int, _ logs: Logs) throws {}
  open func onTestBegin() throws {}
  open func onTestEnd(_ logs: Logs) throws {}
  open func onTestBatchBegin(_ batch: Int) throws {}
  open func onTestBatchEnd(_ batch: Int, _ logs: Logs) throws {}
  open func onPredictBegin() throws {}
  open func onPredictEnd() throws {}
  open func onPredictBatchBegin(_ batch: Int) throws {}
  open func onPredictBatchEnd(_ batch: Int) throws {}
  /// `fit`, `evaluate` or `predict` ends by an error, and no more will be heard of it: what was changed for a while must be put back.
  open func onError(_ error: any Error) {}
}

extension [Callback] {
  /// Does `body`, telling all of an error that it throws.
  func tellingErrors<R>(_ body: () throws -> R) throws -> R {
    do { return try body() } catch {
      for callback in self { callback.onError(error) }
      throw error
    }
  }
}
