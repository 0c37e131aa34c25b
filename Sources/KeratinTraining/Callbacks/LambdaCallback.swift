/// A callback made of closures.
public final class LambdaCallback: Callback {
  private let trainBegin: (() throws -> Void)?
  private let trainEnd: ((Logs) throws -> Void)?
  private let epochBegin: ((Int) throws -> Void)?
  private let epochEnd: ((Int, Logs) throws -> Void)?
  private let batchBegin: ((Int) throws -> Void)?
  private let batchEnd: ((Int, Logs) throws -> Void)?

  /// - Parameters:
  ///   - onTrainBegin: called before the first epoch.
  ///   - onEpochBegin: told each epoch's number, from 0.
  ///   - onEpochEnd: told each epoch's number and its logs.
  ///   - onTrainBatchBegin: told each batch's number, from 0.
  ///   - onTrainBatchEnd: told each batch's number and the running values.
  ///   - onTrainEnd: told the logs of the last epoch.
  public init(
    onTrainBegin: (() throws -> Void)? = nil, onEpochBegin: ((Int) throws -> Void)? = nil,
    onEpochEnd: ((Int, Logs) throws -> Void)? = nil, onTrainBatchBegin: ((Int) throws -> Void)? = nil,
    onTrainBatchEnd: ((Int, Logs) throws -> Void)? = nil, onTrainEnd: ((Logs) throws -> Void)? = nil
  ) {
    (trainBegin, trainEnd) = (onTrainBegin, onTrainEnd)
    (epochBegin, epochEnd) = (onEpochBegin, onEpochEnd)
    (batchBegin, batchEnd) = (onTrainBatchBegin, onTrainBatchEnd)
  }

  public override var wantsBatchLogs: Bool { batchEnd != nil }
  public override func onTrainBegin() throws { try trainBegin?() }
  public override func onTrainEnd(_ logs: Logs) throws { try trainEnd?(logs) }
  public override func onEpochBegin(_ epoch: Int) throws { try epochBegin?(epoch) }
  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws { try epochEnd?(epoch, logs) }
  public override func onTrainBatchBegin(_ batch: Int) throws { try batchBegin?(batch) }
  public override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) throws { try batchEnd?(batch, logs) }
}
