internal import Foundation
internal import KeratinGraph
internal import KeratinLayers
public import KeratinTraining

/// Saves where training is, so that after a crash or a kill the same `fit` goes on there, to the same bits.
///
///     try model.fit(x, y, epochs: 10, callbacks: [BackupAndRestore("backup"), EarlyStopping(patience: 2)])
///
/// In the folder lies one file, `latest.checkpoint`. It holds the weights, the optimizer's state, what random layers and shuffling draw from, the metrics'
/// totals, the place in the epoch and the ``Callback/state`` of all callbacks, `History` among them. Ten epochs give the same weights and the same history as
/// five, a kill at any moment, and the same program begun again: model, `compile` and `fit` must be those of the time before, with the same data. What
/// they are not is an error before anything changes, as is a file that is damaged. (State that a data set, metric or layer of a user's own keeps outside of
/// variables is not known here.)
///
/// A kill leaves the file before or the one after, never half. When training ends the file is deleted; where Ctrl-C or an error ended it, it stays.
/// Unlike Keras, which notes weights and epochs alone, and begins a cut-off epoch anew.
public final class BackupAndRestore: Callback {
  private let folder: String
  private let saveFrequency: CheckpointFrequency
  private let keepsPrevious: Bool
  private let deletesCheckpoint: Bool
  private var count: BatchCount

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

  private static let name = "latest.checkpoint"
  private var path: String { folder + "/" + BackupAndRestore.name }
  private var previousPath: String { path + ".bkp" }

  public override var state: SavedState { ["seen": .int(count.seen)] }

  public override func restore(_ state: SavedState) throws { count.seen = try state.int("seen") }

  public override func onTrainBegin() {
    if !isResuming { count = BatchCount(saveFrequency) }
    removeRemains()
  }

  /// Deletes what kills in the middle of saving have left.
  private func removeRemains() {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: folder)) ?? []
    where name.hasPrefix(BackupAndRestore.name + ".") && name.hasSuffix(".tmp") {
      try? files.removeItem(atPath: folder + "/" + name)
    }
  }

  private func failure(_ expected: String, _ received: String, suggestion: String? = nil) -> KeratinError {
    KeratinError(
      .file, expected: expected, received: received, operation: "BackupAndRestore", suggestion: suggestion)
  }
}

extension BackupAndRestore: TrainingKeeper {
  package var statePlace: String { path }

  package func stateToResume() throws -> SavedState? {
    guard !folder.isEmpty else { throw failure("a folder", "an empty path") }
    if case .batches(let number) = saveFrequency, number < 1 {
      throw failure("at least 1 batch between backups", "\(number)")
    }
    guard FileBytes.exists(path) else {
      guard !FileBytes.exists(folder + "/latest.weights.h5") else {
        throw failure(
          "'\(BackupAndRestore.name)' in \(folder)", "a backup that Keras wrote",
          suggestion: "loadWeights(from: \"\(folder)/latest.weights.h5\") and initialEpoch:, or another folder")
      }
      return nil
    }
    do {
      do { return try TrainingCheckpoint.read(path) } catch {
        guard keepsPrevious, FileBytes.exists(previousPath) else { throw error }
        return try TrainingCheckpoint.read(previousPath)
      }
    } catch {
      var error = KeratinError(wrapping: error).located(operation: "BackupAndRestore")
      error.suggestion = error.suggestion ?? "deleting \(path), to begin anew"
      throw error
    }
  }

  package func wantsState(afterEpoch: Bool) -> Bool { afterEpoch ? saveFrequency == .epoch : count.isTime() }

  package func keep(_ state: SavedState) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw failure("a folder at \(folder)", error.localizedDescription)
    }
    if keepsPrevious, FileBytes.exists(path) { try FileBytes.write(FileBytes.read(path), to: previousPath) }
    try FileBytes.write(TrainingCheckpoint.encoded(state), to: path)
  }

  package func trainingHasEnded() throws {
    guard deletesCheckpoint, !Interruption.isPending else { return }
    let files = FileManager.default
    for path in [path, previousPath] where FileBytes.exists(path) { try files.removeItem(atPath: path) }
    // A folder that holds something else stays.
    if try FileBytes.exists(folder) && files.contentsOfDirectory(atPath: folder).isEmpty {
      try files.removeItem(atPath: folder)
    }
  }
}
