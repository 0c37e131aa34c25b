public import KeratinTraining

/// A picture of a training run: a panel for the loss and one for each metric, in each the training and the validation line.
///
///     let history = try model.fit(x, y, epochs: 20, validationSplit: 0.1)
///     try LearningCurves(history, title: "Digits").write(to: "digits.svg")
///
/// Both lines are labelled with their last value, and the epoch of the lowest validation loss is marked in every panel: what comes
/// after it is overfitting. A panel whose values span more than a factor of 20 has a logarithmic axis. Values that are
/// not finite leave gaps. The colours are told apart by colour-blind readers too (Okabe and Ito, "Color Universal Design", 2008).
public struct LearningCurves: Sendable {
  /// The values of one name over the epochs.
  public struct Series: Sendable, Hashable {
    /// As in the history: `loss`, `val_loss`, `accuracy`, …
    public var name: String
    /// The epochs that have a value, from 0.
    public var epochs: [Int]
    /// One value for each of ``epochs``.
    public var values: [Double]

    public init(name: String, epochs: [Int], values: [Double]) {
      self.name = name
      self.epochs = epochs
      self.values = values
    }
  }

  /// The heading, if there is one.
  public var title: String?
  /// What is drawn, in order.
  public var series: [Series]

  /// The curves of `series`; names beginning in `val_` belong to validation.
  public init(_ series: [Series], title: String? = nil) {
    self.series = series
    self.title = title
  }

  /// The curves of a training run.
  public init(_ history: History, title: String? = nil) {
    self.init(
      history.names.map { Series(name: $0, epochs: history.epochs(of: $0), values: history[$0]) }, title: title)
  }

  /// Writes the picture to `path` as SVG, which browsers, editors and text processors show.
  public func write(to path: String) throws { try FileBytes.write(svg.utf8, to: path) }

  /// The picture as SVG text. It needs no font but the reader's own, and has a white ground.
  public var svg: String {
    let panels = self.panels
    let columns = min(panels.count, 2)
    let rows = (panels.count + 1) / 2
    let margin = 20.0
    let legendTop = margin + (title == nil ? 0 : 34)
    let panelTop = legendTop + (hasLegend ? 28 : 0)
    let width = margin + max(1, Double(columns)) * (CurvePanel.width + margin)
    let height = panelTop + max(0.1, Double(rows)) * (CurvePanel.height + margin)

    var document = SVGDocument(width: width, height: height, title: title ?? "Learning curves")
    if let title {
      document.text(title, x: margin, y: margin + 16, size: 18, color: CurveStyle.ink, weight: "600")
    }
    if hasLegend { drawLegend(&document, x: margin, y: legendTop + 8) }
    if panels.isEmpty {
      document.text("no values", x: margin, y: panelTop + 12, size: 12, color: CurveStyle.secondary)
    }
    for (index, panel) in panels.enumerated() {
      panel.draw(
        into: &document, x: margin + Double(index % 2) * (CurvePanel.width + margin),
        y: panelTop + Double(index / 2) * (CurvePanel.height + margin))
    }
    return document.text
  }

  /// Training and validation of one name side by side, `loss` first.
  private var panels: [CurvePanel] {
    var names = [String]()
    for name in series.map({ Self.base($0.name) }) where !names.contains(name) { names.append(name) }
    names = names.filter { $0 == "loss" } + names.filter { $0 != "loss" }
    let epochs = series.flatMap(\.epochs)
    return names.map { name in
      CurvePanel(
        name: name, training: series.first { $0.name == name }, validation: series.first { $0.name == "val_" + name },
        epochs: (epochs.min() ?? 0)...(epochs.max() ?? 0), best: best?.epoch)
    }
  }

  /// The lowest validation loss and its epoch.
  private var best: (epoch: Int, value: Double)? {
    guard let loss = series.first(where: { $0.name == "val_loss" }) else { return nil }
    return zip(loss.epochs, loss.values).filter { $0.1.isFinite }.min { $0.1 < $1.1 }.map { (epoch: $0.0, value: $0.1) }
  }

  /// Whether there is more than the training lines to tell apart.
  private var hasLegend: Bool { series.contains { $0.name.hasPrefix("val_") } }

  private func drawLegend(_ document: inout SVGDocument, x: Double, y: Double) {
    document.line(x, y, x + 22, y, color: CurveStyle.training, width: 2.5)
    document.text("training", x: x + 28, y: y + 4, size: 12, color: CurveStyle.secondary)
    document.line(x + 104, y, x + 126, y, color: CurveStyle.validation, width: 2.5)
    document.text("validation", x: x + 132, y: y + 4, size: 12, color: CurveStyle.secondary)
    if let best {
      document.line(x + 224, y - 8, x + 224, y + 8, color: CurveStyle.mark, width: 1, dashes: "3 3")
      document.text(
        "lowest validation loss: \(ChartNumber.significant(best.value)) in epoch \(best.epoch + 1)", x: x + 234,
        y: y + 4,
        size: 12, color: CurveStyle.secondary)
    }
  }

  private static func base(_ name: String) -> String { name.hasPrefix("val_") ? String(name.dropFirst(4)) : name }
}
