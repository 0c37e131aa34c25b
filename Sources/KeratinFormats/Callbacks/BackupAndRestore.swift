internal import Foundation
internal import KeratinGraph
internal import KeratinLayers
public import KeratinTraining

/// Saves where training is, so that after a crash or a kill the same `fit` goes on there.
///
/// In the folder lie `latest.weights.h5`, weights and optimizer, and `training_metadata.json`, the number of epochs that were
/// completed, as Keras writes them. The next `fit` with the same folder takes them up: it begins with the first epoch that was not completed,
/// that one from its first batch. When training ends they are deleted; where Ctrl-C or an error ended it, they stay.
public final class BackupAndRestore: Callback {
  private let folder: String
  private let saveFrequency: CheckpointFrequency
  private let keepsPrevious: Bool
  private let deletesCheckpoint: Bool
  private var count: BatchCount
  private var completedEpochs = 0
  private var batch = 0

  /// - Parameters:
  ///   - backupDir: the folder, made if there is none; no other callback should use it.
  ///   - saveFreq: at the end of every epoch by default.
  ///   - doubleCheckpoint: whether the state before the last one is kept too, and taken if the last one cannot be read; false by default.
  ///   - deleteCheckpoint: whether the state is deleted when training ends; true by default.
  public init(
    _ backupDir: String, saveFreq: CheckpointFrequency = .epoch, doubleCheckpoint: Bool = false,
    deleteCheckpoint: Bool = true
  ) {
    (folder, saveFrequency, keepsPrevious, deletesCheckpoint) = (
      backupDir, saveFreq, doubleCheckpoint, deleteCheckpoint
    )
    count = BatchCount(saveFreq)
  }

  private var weightsPath: String { folder + "/latest.weights.h5" }
  private var metadataPath: String { folder + "/training_metadata.json" }
  private static let previous = ".bkp"

  public override func onTrainBegin() throws {
    guard !folder.isEmpty else { throw failure("a folder", "an empty path") }
    if case .batches(let number) = saveFrequency, number < 1 {
      throw failure("at least 1 batch between backups", "\(number)")
    }
    guard let model, model.isBuilt else {
      throw KeratinError(
        .state, expected: "a model whose weights exist", received: "'\(model?.name ?? "")', which is not built",
        operation: "BackupAndRestore", suggestion: "giving it an Input, or calling it on data, first")
    }
    (completedEpochs, batch) = (0, 0)
    do {
      try restore(weightsPath, metadataPath, to: model)
    } catch {
      guard keepsPrevious, FileBytes.exists(weightsPath + BackupAndRestore.previous) else { throw error }
      try restore(
        weightsPath + BackupAndRestore.previous, metadataPath + BackupAndRestore.previous, to: model)
    }
  }

  private func restore(_ weights: String, _ metadata: String, to model: Model) throws {
    guard FileBytes.exists(weights) else { return }
    var epoch = 0
    if FileBytes.exists(metadata) {
      let reader = try FileBytes.read(metadata)
      guard reader.count <= 1 << 16,
        let fields = try? JSONSerialization.jsonObject(with: Data(reader)) as? [String: Any],
        let number = fields["epoch"] as? Int, number >= 0
      else { throw failure("the number of completed epochs in \(metadata)", "something else") }
      epoch = number
    }
    try model.load(weights: weights, format: .hdf5)
    completedEpochs = epoch
    model.resumedEpoch = epoch
  }

  public override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) throws {
    self.batch = batch
    if count.isTime() { try save() }
  }

  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {
    (completedEpochs, batch) = (epoch + 1, 0)
    if saveFrequency == .epoch { try save() }
  }

  public override func onTrainEnd(_ logs: Logs) throws {
    guard deletesCheckpoint, !Interruption.isPending else { return }
    let files = FileManager.default
    for path in [weightsPath, metadataPath] {
      for name in [path, path + BackupAndRestore.previous] where FileBytes.exists(name) {
        try files.removeItem(atPath: name)
      }
    }
    // A folder that holds something else stays.
    if try FileBytes.exists(folder) && files.contentsOfDirectory(atPath: folder).isEmpty {
      try files.removeItem(atPath: folder)
    }
  }

  private func save() throws {
    guard let model else { return }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw failure("a folder at \(folder)", error.localizedDescription)
    }
    if keepsPrevious {
      for path in [weightsPath, metadataPath] where FileBytes.exists(path) {
        try FileBytes.write(FileBytes.read(path), to: path + BackupAndRestore.previous)
      }
    }
    try model.saveWeights(to: weightsPath)
    try FileBytes.write("{\"epoch\": \(completedEpochs), \"batch\": \(batch)}".utf8, to: metadataPath)
  }

  private func failure(_ expected: String, _ received: String) -> KeratinError {
    KeratinError(.file, expected: expected, received: received, operation: "BackupAndRestore")
  }
}
