/// One panel of ``LearningCurves``: the lines of one name.
struct CurvePanel {
  static let width = 486.0
  static let height = 290.0

  let name: String
  let training: LearningCurves.Series?
  let validation: LearningCurves.Series?
  let epochs: ClosedRange<Int>
  /// The epoch to mark.
  let best: Int?

  private static let inset = (left: 52.0, top: 34.0, right: 128.0, bottom: 40.0)
  private static let plotWidth = width - inset.left - inset.right
  private static let plotHeight = height - inset.top - inset.bottom

  func draw(into document: inout SVGDocument, x: Double, y: Double) {
    let (left, top) = (x + Self.inset.left, y + Self.inset.top)
    let (right, bottom) = (left + Self.plotWidth, top + Self.plotHeight)
    let lines = [(training, "training", CurveStyle.training), (validation, "validation", CurveStyle.validation)]
    let scale = ChartScale(covering: lines.flatMap { $0.0?.values ?? [] })
    let heading = name.prefix(1).uppercased() + name.dropFirst().map { $0 == "_" ? " " : $0 }
    document.text(heading, x: x, y: y + 14, size: 14, color: CurveStyle.ink, weight: "600")
    if scale?.isLogarithmic == true {
      document.text("logarithmic", x: right, y: y + 14, size: 11, color: CurveStyle.secondary, anchor: "end")
    }

    let steps = ChartScale(epochs: epochs)
    func across(_ epoch: Int) -> Double { left + steps.position(Double(epoch + 1)) * Self.plotWidth }
    for tick in steps.ticks {
      let x = left + steps.position(tick) * Self.plotWidth
      document.line(x, bottom, x, bottom + 4, color: CurveStyle.axis, width: 1)
      document.text(
        steps.label(tick), x: x, y: bottom + 17, size: 11, color: CurveStyle.secondary, anchor: "middle")
    }
    document.text("epoch", x: right, y: bottom + 33, size: 11, color: CurveStyle.secondary, anchor: "end")
    document.line(left, bottom, right, bottom, color: CurveStyle.axis, width: 1)

    guard let scale else {
      document.text(
        "no finite values", x: (left + right) / 2, y: (top + bottom) / 2, size: 12, color: CurveStyle.secondary,
        anchor: "middle")
      return
    }
    func up(_ value: Double) -> Double { bottom - scale.position(value) * Self.plotHeight }
    for tick in scale.ticks {
      let y = up(tick)
      if y < bottom - 0.5 { document.line(left, y, right, y, color: CurveStyle.grid, width: 1) }
      document.text(scale.label(tick), x: left - 8, y: y + 4, size: 11, color: CurveStyle.secondary, anchor: "end")
    }
    if let best {
      document.line(across(best), top, across(best), bottom, color: CurveStyle.mark, width: 1, dashes: "3 3")
    }

    var ends = [(y: Double, text: String, color: String)]()
    for case (let series?, let label, let color) in lines {
      let points = zip(series.epochs, series.values).map { (ChartScale.shows($1) ? (across($0), up($1)) : nil) }
      document.curve(points, color: color, dots: points.count <= 15)
      let marked = zip(series.epochs, points).first { $0.0 == best }?.1
      if let marked, series.name.hasPrefix("val_") { document.ring(marked.0, marked.1, color: color) }
      if let last = points.lastIndex(where: { $0 != nil }), let point = points[last] {
        ends.append((point.1, "\(label) \(ChartNumber.significant(series.values[last]))", color))
      }
    }
    for end in Self.apart(ends, within: top...bottom) {
      document.text(end.text, x: right + 8, y: end.y + 4, size: 11, color: end.color, weight: "600")
    }
  }

  /// The labels at the ends of lines, moved so far apart that they can be read.
  private static func apart(
    _ labels: [(y: Double, text: String, color: String)], within range: ClosedRange<Double>
  ) -> [(y: Double, text: String, color: String)] {
    var labels = labels.sorted { $0.y < $1.y }
    guard labels.count == 2 else { return labels }
    let missing = 14 - (labels[1].y - labels[0].y)
    if missing > 0 {
      labels[0].y -= missing / 2
      labels[1].y += missing / 2
    }
    let shift = max(0, range.lowerBound - labels[0].y) - max(0, labels[1].y - range.upperBound)
    labels[0].y += shift
    labels[1].y += shift
    return labels
  }
}
