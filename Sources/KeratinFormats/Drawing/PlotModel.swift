internal import Foundation
internal import KeratinGraph
public import KeratinTraining

/// Draws the model's layers and calls into a file at `path`, in place of one that is there.
///
/// A path that ends in `.dot` or `.gv` gets the text of ``modelToDot(_:_:)``; `.png`, `.svg` and `.pdf` are drawn by Graphviz's program `dot`,
/// which must be installed. Throws ``KeratinError`` for another name, a model that is not built, a file that cannot be written, and
/// where there is no Graphviz.
public func plotModel(_ model: Model, to path: String = "model.png", _ options: DrawingOptions = DrawingOptions())
  throws
{
  do {
    let text = try Array(modelToDot(model, options).utf8)
    let kind = URL(fileURLWithPath: path).pathExtension.lowercased()
    switch kind {
    case "dot", "gv": try FileBytes.write([text], to: path)
    case "png", "svg", "pdf": try FileBytes.write([drawn(text, kind)], to: path)
    default:
      throw KeratinError(
        .argument, expected: "a path that ends in .png, .svg, .pdf, .dot or .gv", received: "'\(path)'")
    }
  } catch {
    throw KeratinError(wrapping: error).located(operation: "plotModel")
  }
}

/// What the program `dot` makes of a text.
private func drawn(_ text: [UInt8], _ kind: String) throws -> [UInt8] {
  let folder = FileManager.default.temporaryDirectory.path
  let source = "\(folder)/keratin-\(UUID().uuidString).dot"
  let target = source + "." + kind
  defer { for path in [source, target] { unlink(path) } }
  try FileBytes.write([text], to: source)
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = ["dot", "-T\(kind)", "-o", target, source]
  let errors = Pipe()
  process.standardError = errors
  process.standardOutput = FileHandle.nullDevice
  process.standardInput = FileHandle.nullDevice
  try process.run()
  let message = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  guard process.terminationReason == .exit, process.terminationStatus == 0 else {
    throw KeratinError(
      .file, expected: "Graphviz's program dot to draw the model",
      received: message.split(separator: "\n").first.map(String.init) ?? "status \(process.terminationStatus)",
      suggestion: "installing Graphviz (apt install graphviz), or a path that ends in .dot")
  }
  return try FileBytes.read(target)
}
