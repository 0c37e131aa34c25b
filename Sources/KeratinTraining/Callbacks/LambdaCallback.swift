/// A callback made of closures.
public final class LambdaCallback: Callback {
  private let epochEnd: ((Int, Logs) throws -> Void)?
  private let batchEnd: ((Int, Logs) throws -> Void)?
  private let trainBegin: (() throws -> Void)?
  private let trainEnd: ((Logs) throws -> Void)?

  /// - Parameters:
  ///   - onEpochEnd: told each epoch's number, from 0, and its logs.
  ///   - onTrainBatchEnd: told each batch's number and the running values.
  public init(
    onTrainBegin: (() throws -> Void)? = nil, onEpochEnd: ((Int, Logs) throws -> Void)? = nil,
    onTrainBatchEnd: ((Int, Logs) throws -> Void)? = nil, onTrainEnd: ((Logs) throws -> Void)? = nil
  ) {
    (trainBegin, epochEnd, batchEnd, trainEnd) = (onTrainBegin, onEpochEnd, onTrainBatchEnd, onTrainEnd)
  }

  public override var wantsBatchLogs: Bool { batchEnd != nil }
  public override func onTrainBegin() throws { try trainBegin?() }
  public override func onTrainEnd(_ logs: Logs) throws { try trainEnd?(logs) }
  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws { try epochEnd?(epoch, logs) }
  public override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) throws { try batchEnd?(batch, logs) }
}
