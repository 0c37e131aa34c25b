internal import Foundation
internal import KeratinGraph
internal import KeratinLayers

/// Writes each epoch's logs to a CSV file as a line, after one of names.
///
/// Names are those of the first epoch, in alphabetical order; if that had no validation, they stand a second time with `val_` before
/// them. `NA` stands for a value that an epoch does not have. Where training goes on after it was cut off, so does the file, with the line after the last
/// one that the checkpoint knows.
public final class CSVLogger: Callback {
  private let path: String
  private let separator: String
  private let appends: Bool
  private var file: FileHandle?
  private var names: [String]?
  private var wantsHeader = true

  /// - Parameters:
  ///   - path: where the file lies, or is to lie.
  ///   - separator: what stands between values; a comma by default.
  ///   - append: whether lines are added to a file that exists, rather than in its place; false by default.
  public init(_ path: String, separator: String = ",", append: Bool = false) {
    (self.path, self.separator, appends) = (path, separator, append)
  }

  public override func onTrainBegin() throws {
    let old = appends || isResuming ? FileManager.default.contents(atPath: path) : nil
    wantsHeader = old?.isEmpty ?? true
    if old == nil {
      guard FileManager.default.createFile(atPath: path, contents: nil) else { throw unwritable() }
    }
    guard let handle = FileHandle(forWritingAtPath: path) else { throw unwritable() }
    _ = try handle.seekToEnd()
    (file, names) = (handle, nil)
  }

  public override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {
    let names = names ?? columns(logs)
    if self.names == nil, wantsHeader { try write(["epoch"] + names) }
    self.names = names
    try write(["\(epoch)"] + names.map { name in logs[name].map { "\($0)" } ?? "NA" })
  }

  public override func onTrainEnd(_ logs: Logs) throws {
    try file?.close()
    file = nil
  }

  public override var state: SavedState {
    [
      "names": .array((names ?? []).map { .string($0) }), "wants_header": .bool(wantsHeader),
      "length": .int(Int(truncatingIfNeeded: (try? file?.offset()) ?? 0)),
    ]
  }

  /// Lines that were written after the checkpoint go; a file that is shorter than it was then begins anew.
  public override func restore(_ state: SavedState) throws {
    let (names, length) = (try state.strings("names"), try state.int("length"))
    let wantsHeader = try state.bool("wants_header")
    guard length >= 0, let file, try file.seekToEnd() >= UInt64(length) else { return }
    try file.truncate(atOffset: UInt64(length))
    _ = try file.seekToEnd()
    (self.names, self.wantsHeader) = (names.isEmpty ? nil : names, wantsHeader)
  }

  private func columns(_ logs: Logs) -> [String] {
    let names = logs.names.sorted()
    return names.contains { $0.hasPrefix("val_") } ? names : names + names.map { "val_" + $0 }
  }

  private func write(_ fields: [String]) throws {
    let line = fields.map(quoted).joined(separator: separator) + "\r\n"
    try file?.write(contentsOf: Data(line.utf8))
  }

  private func quoted(_ field: String) -> String {
    let special = [separator, "\"", "\r", "\n"]
    guard special.contains(where: { field.contains($0) }) else { return field }
    return "\"" + field.replacing("\"", with: "\"\"") + "\""
  }

  private func unwritable() -> KeratinError {
    KeratinError(.file, expected: "a path that can be written to", received: "'\(path)'", operation: "CSVLogger")
  }
}
