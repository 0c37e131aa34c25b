import Foundation
import KeratinFormats
import KeratinGraph
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Learning curves")
struct LearningCurvesTests {
  private func series(_ name: String, _ values: [Double]) -> LearningCurves.Series {
    LearningCurves.Series(name: name, epochs: Array(values.indices), values: values)
  }

  private var run: [LearningCurves.Series] {
    [
      series("accuracy", [0.5, 0.75, 0.9, 0.95]), series("loss", [2, 1, 0.5, 0.25]),
      series("val_accuracy", [0.6, 0.7, 0.8, 0.7]), series("val_loss", [2, 1.5, 1, 1.25]),
    ]
  }

  @Test func twoPanelsWithTwoLinesEach() throws {
    let picture = try Picture(LearningCurves(run, title: "A <first> & \"last\" run"))
    #expect(picture.texts.first == "A <first> & \"last\" run")
    #expect(picture.elements(named: "polyline").count == 4)
    let headings = picture.elements(named: "text").filter { $0["font-size"] == "14" }
    #expect(headings.map { $0["text"] } == ["Loss", "Accuracy"])
    for label in [
      "training 0.25", "validation 1.25", "training 0.95", "validation 0.7",
      "lowest validation loss: 1 in epoch 3", "epoch",
    ] {
      #expect(picture.texts.contains(label))
    }
    // Lower on the page is less: the loss falls, the accuracy rises.
    let lines = try picture.polylines
    #expect(try #require(lines[0].first).y < #require(lines[0].last).y)
    #expect(try #require(lines[2].first).y > #require(lines[2].last).y)
  }

  @Test func labelsAtTheEndsDoNotOverlap() throws {
    let picture = try Picture(LearningCurves([series("loss", [1, 0.5]), series("val_loss", [1, 0.5])]))
    let ends = picture.elements(named: "text").filter { $0["font-weight"] == "600" && $0["font-size"] == "11" }
    let heights = ends.compactMap { $0["y"].flatMap(Double.init) }
    #expect(heights.count == 2 && abs(heights[0] - heights[1]) >= 13.9)
  }

  @Test func withoutValidationThereIsNoLegend() throws {
    let picture = try Picture(LearningCurves([series("loss", [2, 1])]))
    #expect(!picture.texts.contains("training") && !picture.texts.contains { $0.contains("validation") })
    #expect(picture.texts.contains("training 1"))
  }

  @Test func ticksAreRoundNumbers() throws {
    let texts = try Picture(LearningCurves([series("loss", [0.42, 0.58, 0.77])])).texts
    for tick in ["0.4", "0.5", "0.6", "0.7", "0.8", "1", "2", "3"] { #expect(texts.contains(tick)) }
    #expect(!texts.contains("logarithmic"))
  }

  @Test func wideRangesAreLogarithmic() throws {
    let picture = try Picture(LearningCurves([series("loss", [100, 10, 1, 0.1])]))
    #expect(picture.texts.contains("logarithmic"))
    // Equal ratios are equal distances.
    let points = try picture.polylines[0]
    let steps = zip(points, points.dropFirst()).map { $1.y - $0.y }
    #expect(steps.allSatisfy { abs($0 - steps[0]) < 0.03 && $0 > 0 })
  }

  @Test func validationEveryFewEpochsStandsAtItsEpochs() throws {
    let validation = LearningCurves.Series(name: "val_loss", epochs: [1, 3], values: [1.5, 0.5])
    let lines = try Picture(LearningCurves([series("loss", [2, 1, 0.5, 0.25]), validation])).polylines
    #expect(lines[1][0].x == lines[0][1].x && lines[1][1].x == lines[0][3].x)
  }

  @Test func notANumberLeavesAGap() throws {
    let picture = try Picture(LearningCurves([series("loss", [4, 3, .nan, 2, 1, .infinity, 1])]))
    let lines = try picture.polylines
    #expect(lines.map(\.count) == [2, 2])
    // The lone last point is a dot; so are the others of a short run.
    #expect(picture.elements(named: "circle").count == 5)
  }

  static let tiny = Double.leastNonzeroMagnitude
  static let unusual: [[Double]] = [
    [], [1.2], [0], [-1, 0.5], [3, 3, 3], [.nan, .infinity], [-1e308, 1e299, -1e299], [tiny, 1e-305, 0],
    [1e-280, 1, 1e290], [1, 1.000000000000001], [-0.0, 0.0], [tiny], [1e15, 1.000000000000002e15], [-tiny, tiny],
    [1e299, 2e299], [Double](repeating: 0.5, count: 2000),
  ]

  /// Whatever the values, the picture is well formed and everything in it lies inside.
  @Test(arguments: unusual)
  func anyValues(values: [Double]) throws {
    let curves = LearningCurves(values.isEmpty ? [] : [series("loss", values), series("val_loss", values.reversed())])
    let picture = try Picture(curves)
    let size = try #require(picture.elements(named: "svg").first)
    let (width, height) = (try #require(Double(size["width"] ?? "")), try #require(Double(size["height"] ?? "")))
    let points =
      try picture.polylines.flatMap { $0 }
      + picture.elements.compactMap { element in
        guard let x = element["x"] ?? element["cx"] ?? element["x2"] else { return nil }
        let y = try #require(element["y"] ?? element["cy"] ?? element["y2"])
        return (x: try #require(Double(x)), y: try #require(Double(y)))
      }
    #expect(points.allSatisfy { $0.x >= 0 && $0.x <= width && $0.y >= 0 && $0.y <= height })
    let isDrawn = values.contains { abs($0) < 1e300 }
    #expect(picture.elements(named: "circle").isEmpty != isDrawn)
  }

  @Test func isWrittenWhole() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "keratin-curves-\(UUID()).svg").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let curves = LearningCurves(run)
    try "old".write(toFile: path, atomically: true, encoding: .utf8)
    try curves.write(to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == curves.svg)
    #expect { try curves.write(to: "/nowhere/at/all.svg") } throws: { error in
      (error as? KeratinError)?.kind == .file && "\(error)".contains("/nowhere/at/all.svg")
    }
  }
}
