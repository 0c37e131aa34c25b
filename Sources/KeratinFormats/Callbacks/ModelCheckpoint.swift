internal import Foundation
internal import KeratinGraph
internal import KeratinLayers
public import KeratinTraining

/// Saves the model, or its weights, as training goes on: after every epoch or some number of batches, each time or only when a watched
/// value has become better.
///
///     ModelCheckpoint("best.keras", saveBestOnly: true)
///     ModelCheckpoint("{epoch:02d}-{val_loss:.2f}.weights.h5", saveWeightsOnly: true)
///
/// Places in the path are filled as Python's `str.format` fills them, with `epoch` (from 1), `batch` (from 1, where batches count) and the
/// logs' names; folders that do not exist are made. With the optimizer's state in the file, `Model.load`, or `loadWeights` of a compiled
/// model, brings back where training was. A crash leaves the old file or the new one.
public final class ModelCheckpoint: Callback {
  private let path: String
  private let monitor: Monitor
  private let isVerbose: Bool
  private let saveBestOnly: Bool
  private let saveWeightsOnly: Bool
  private let saveFrequency: CheckpointFrequency
  private var count: BatchCount
  private var epoch = 0
  private var template: PathTemplate?
  private var wantsLarger: Bool?
  /// What takes the text that is printed.
  package var write: (String) -> Void = ProgressReport.print

  /// The best value so far; kept from one `fit` to the next.
  public private(set) var best: Double?

  /// - Parameters:
  ///   - filepath: where to save; must end in `.keras`, for weights alone in `.weights.h5`, `.npz` or `.safetensors`.
  ///   - monitor: the value's name in the logs; `val_loss` by default.
  ///   - verbose: whether each saving is printed; false by default.
  ///   - saveBestOnly: whether to save only when the value is better than ever before; false by default. Where the logs do not have it, a
  ///     warning is said and the model is saved.
  ///   - saveWeightsOnly: whether to save weights and the optimizer's state alone; false by default: the whole model, as
  ///     ``Model/save(_:)`` does, which a model with parts that files have no words for cannot.
  ///   - mode: which way the value is to go; by default as its metric knows.
  ///   - saveFreq: at the end of every epoch by default.
  ///   - initialValueThreshold: what the first value must be better than; none by default.
  public init(
    _ filepath: String, monitor: String = "val_loss", verbose: Bool = false, saveBestOnly: Bool = false,
    saveWeightsOnly: Bool = false, mode: MonitorMode = .auto, saveFreq: CheckpointFrequency = .epoch,
    initialValueThreshold: Double? = nil
  ) {
    path = filepath
    self.monitor = Monitor(name: monitor, mode: mode, minDelta: 0)
    (isVerbose, best) = (verbose, initialValueThreshold)
    (self.saveBestOnly, self.saveWeightsOnly, saveFrequency) = (saveBestOnly, saveWeightsOnly, saveFreq)
    count = BatchCount(saveFreq)
  }

  /// Running values are wanted where they decide or are part of the path.
  public override var wantsBatchLogs: Bool {
    guard case .batches = saveFrequency else { return false }
    return saveBestOnly || template?.names.contains { $0 != "epoch" && $0 != "batch" } ?? true
  }

  public override func onTrainBegin() throws {
    if saveWeightsOnly {
      _ = try WeightFormat(path, operation: "ModelCheckpoint")
    } else {
      try checkWholeModel()
    }
    if case .batches(let number) = saveFrequency, number < 1 {
      throw KeratinError(
        .argument, expected: "at least 1 batch between checkpoints", received: "\(number)",
        operation: "ModelCheckpoint")
    }
    template = try PathTemplate(path)
  }

  /// Better before the first epoch than after it: a model whose layers are known can be asked now.
  private func checkWholeModel() throws {
    guard path.hasSuffix(".keras") else {
      throw KeratinError(
        .argument, expected: "a path that ends in .keras", received: "'\(path)'", operation: "ModelCheckpoint",
        suggestion: "saveWeightsOnly: true, for the weights alone")
    }
    guard let model, model.isBuilt else { return }
    do { _ = try model.toJSON() } catch {
      throw KeratinError(wrapping: error).located(operation: "ModelCheckpoint")
    }
  }

  public override var state: SavedState {
    ["best": best.map { .double($0) } ?? .null, "epoch": .int(epoch), "seen": .int(count.seen)]
  }

  public override func restore(_ state: SavedState) throws {
    best = state.has("best") ? try state.double("best") : nil
    (epoch, count.seen) = (try state.int("epoch"), try state.int("seen"))
  }

  public override func onEpochBegin(_ epoch: Int) { self.epoch = epoch }

  public override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) throws {
    if count.isTime() { try save(batch: batch, logs) }
  }

  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {
    // A direction that nobody knows is told of early, whenever the weights are to be saved.
    if saveBestOnly || saveFrequency == .epoch { _ = try larger() }
    if saveFrequency == .epoch { try save(batch: nil, logs) }
  }

  private func larger() throws -> Bool {
    let answer = try wantsLarger ?? monitor.wantsLarger(of: model, for: "ModelCheckpoint")
    wantsLarger = answer
    return answer
  }

  private func save(batch: Int?, _ logs: Logs) throws {
    guard let template, let model else { return }
    let path = try template.filled { name in
      if let value = logs[name] { return .real(value) }
      switch name {
      case "epoch": return .integer(epoch + 1)
      case "batch": return batch.map { .integer($0 + 1) }
      default: return nil
      }
    }
    guard try isWanted(logs, path) else { return }
    let folder = (path as NSString).deletingLastPathComponent
    do {
      if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
    } catch {
      throw KeratinError(
        .file, expected: "a folder at \(folder)", received: error.localizedDescription, operation: "ModelCheckpoint")
    }
    try saveWeightsOnly ? model.saveWeights(to: path) : model.save(path)
    say("finished saving model to \(path)")
  }

  /// Whether the weights are to be saved now.
  private func isWanted(_ logs: Logs, _ path: String) throws -> Bool {
    guard saveBestOnly else {
      say("saving model to \(path)")
      return true
    }
    guard let value = monitor.value(in: logs, for: "ModelCheckpoint") else { return true }
    let former = best.map { String(format: "%.5f", $0) } ?? "None"
    guard try monitor.isImprovement(value, over: best, larger: larger()) else {
      say("\(monitor.name) did not improve from \(former)")
      return false
    }
    say("\(monitor.name) improved from \(former) to \(String(format: "%.5f", value)), saving model to \(path)")
    best = value
    return true
  }

  private func say(_ text: String) {
    if isVerbose { write("\nEpoch \(epoch + 1): \(text)\n") }
  }
}
