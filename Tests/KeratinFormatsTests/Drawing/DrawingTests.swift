import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// Drawings of models have a box for each layer and an arrow for each use of a result.
@Suite struct DrawingTests {
  /// What is inside `<b>…</b>` of each box by its number, and the arrows between boxes by these.
  private func parts(_ text: String) -> (boxes: [String], arrows: Set<String>) {
    var boxes: [String: String] = [:]
    var order: [String] = []
    var arrows: Set<String> = []
    for line in text.split(separator: "\n").map({ $0.trimmingCharacters(in: .whitespaces) }) {
      if let range = line.range(of: " -> ") {
        let target = line[range.upperBound...].prefix { $0.isNumber }
        arrows.insert("\(boxes[String(line[..<range.lowerBound])] ?? "?") → \(boxes[String(target)] ?? "?")")
      } else if line.contains("[fontname"), let bold = line.range(of: "<b>"), let end = line.range(of: "</b>") {
        let number = String(line.prefix { $0.isNumber })
        boxes[number] = String(line[bold.upperBound..<end.lowerBound])
        order.append(boxes[number]!)
      }
    }
    return (order, arrows)
  }

  private func encoder() -> Model {
    let a = Input(shape: [4], name: "inner")
    return Model(inputs: a, outputs: Dense(3, name: "code")(a), name: "encoder")
  }

  private func model() -> Model {
    let (left, right) = (Input(shape: [4], name: "left"), Input(shape: [4], name: "right"))
    let encoder = encoder()
    let head = Sequential([Dense(2, activation: .relu, name: "first"), Dense(1, name: "last")], name: "head")
    return Model(inputs: [left, right], outputs: head(Concatenate(name: "both")([encoder(left), encoder(right)])))
  }

  @Test func everyUseIsAnArrow() throws {
    let (boxes, arrows) = parts(try modelToDot(model()))
    #expect(Set(boxes) == ["left", "right", "encoder", "both", "head"] && boxes.count == 5)
    #expect(arrows == ["left → encoder", "right → encoder", "encoder → both", "both → head"])
  }

  @Test func modelsInsideAreFrames() throws {
    let text = try modelToDot(model(), DrawingOptions(expandNested: true))
    let (boxes, arrows) = parts(text)
    #expect(Set(boxes) == ["left", "right", "inner", "code", "both", "first", "last"] && boxes.count == 7)
    #expect(
      arrows == [
        "left → inner", "right → inner", "inner → code", "code → both", "both → first", "first → last",
      ])
    #expect(text.contains("label=\"encoder\";") && text.contains("label=\"head\";"))
  }

  @Test func shapesTypesAndActivationsAreShown() throws {
    let hidden = Dense(2, activation: .relu, name: "a<b>", isTrainable: false)
    let model = Sequential {
      Input(shape: [4])
      hidden
    }
    let options = DrawingOptions(
      showShapes: true, showElementTypes: true, showLayerNames: true, direction: .right, dotsPerInch: 72,
      showLayerActivations: true, showTrainable: true)
    let text = try modelToDot(model, options)
    for part in [
      "rankdir=LR;", "dpi=72;", "<b>a&lt;b&gt;</b> (Dense)", "Activation: <b>relu</b>", "Input shape: <b>(None, 4)</b>",
      "Output shape: <b>(None, 2)</b>", "Output dtype: <b>float32</b>", "<b>Non-trainable</b>",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!(try modelToDot(model, DrawingOptions(showLayerNames: false))).contains("a&lt;b&gt;"))
  }

  @Test func aDrawingIsWritten() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("model.dot").path
    try plotModel(model(), to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == modelToDot(model()))
    let picture = folder.appendingPathComponent("model.svg").path
    do {
      try plotModel(model(), to: picture)
      #expect(try String(contentsOfFile: picture, encoding: .utf8).contains("encoder"))
    } catch let error as KeratinError {
      // A machine without Graphviz.
      #expect(error.suggestion?.contains("Graphviz") == true, "\(error)")
      #expect(!FileManager.default.fileExists(atPath: picture))
    }
  }

  @Test func whatCannotBeDrawnIsSaid() {
    #expect(throws: KeratinError.self) { try modelToDot(Sequential([Dense(3)])) }
    let error = #expect(throws: KeratinError.self) { try plotModel(model(), to: "model.bmp") }
    #expect(error?.received.contains("model.bmp") == true)
    #expect(throws: KeratinError.self) { try plotModel(model(), to: "/no/such/folder/model.dot") }
  }
}
