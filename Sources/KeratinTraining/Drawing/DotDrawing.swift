internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// A model in Graphviz's language, put together box by box.
struct DotDrawing {
  private let options: DrawingOptions
  private var lines: [String] = []
  private var depth = 1
  private var numbers: [ObjectIdentifier: Int] = [:]
  private var edges: Set<String> = []

  init(_ options: DrawingOptions) { self.options = options }

  var text: String {
    let head = [
      "digraph {", "  rankdir=\(options.direction.rawValue);", "  concentrate=true;", "  dpi=\(options.dotsPerInch);",
      "  splines=ortho;", "  node [shape=record];",
    ]
    return (head + lines + ["}", ""]).joined(separator: "\n")
  }

  /// The boxes and arrows of a model; one box for a subclass.
  mutating func add(_ model: Model) {
    guard let graph = model.graph else { return addBox(model, []) }
    let callees = graph.callees.filter { isShown($0, in: model) }
    for callee in callees {
      if options.expandNested, let inner = callee as? Model, inner.graph != nil {
        addFrame(inner)
      } else {
        addBox(callee, graph.calls.filter { $0.callee === callee }.sorted { $0.serial < $1.serial })
      }
    }
    for call in graph.calls where isShown(call.callee, in: model) {
      for (place, parent) in call.inputs.compactMap(\.symbolic).enumerated()
      where isShown(parent.call.callee, in: model) {
        for target in entrances(call.callee, place) {
          addEdge(exit(parent.call.callee, parent.index), target)
        }
      }
    }
  }

  /// A Sequential's input is not among its layers.
  private func isShown(_ callee: any SymbolicCallee, in model: Model) -> Bool {
    !(model is Sequential && callee is InputLayer)
  }

  private mutating func addFrame(_ model: Model) {
    line("subgraph cluster_\(number(model)) {")
    depth += 1
    line("style=dashed;")
    line("label=\(quoted(model.name));")
    line("labeljust=l;")
    add(model)
    depth -= 1
    line("}")
  }

  private mutating func addEdge(_ source: any SymbolicCallee, _ target: any SymbolicCallee) {
    let edge = "\(number(source)) -> \(number(target)) [penwidth=2];"
    if edges.insert(edge).inserted { line(edge) }
  }

  /// The boxes that a call's argument of that place goes to: inside a frame those that use the model's input.
  private func entrances(_ callee: any SymbolicCallee, _ place: Int) -> [any SymbolicCallee] {
    guard options.expandNested, let model = callee as? Model, let graph = model.graph,
      graph.inputs.indices.contains(place)
    else { return [callee] }
    let input = graph.inputs[place].call
    guard model is Sequential else { return [input.callee] }
    let users = graph.calls.filter { $0.inputs.contains { $0.symbolic?.call === input } }
    return users.flatMap { entrances($0.callee, 0) }
  }

  /// The box that a result comes from: inside a frame the one that makes the model's output.
  private func exit(_ callee: any SymbolicCallee, _ index: Int) -> any SymbolicCallee {
    guard options.expandNested, let graph = (callee as? Model)?.graph, graph.outputs.indices.contains(index) else {
      return callee
    }
    return exit(graph.outputs[index].call.callee, graph.outputs[index].index)
  }

  private mutating func addBox(_ callee: any SymbolicCallee, _ calls: [SymbolicCall]) {
    line(
      "\(number(callee)) [fontname=Helvetica, border=0, margin=0, label=<\(label(callee, calls.last))>];")
  }

  private func label(_ callee: any SymbolicCallee, _ call: SymbolicCall?) -> String {
    let layer = callee as? Layer
    let type = escaped(layer.map { Swift.type(of: $0).className } ?? callee.name)
    var cells: [String] = []
    if options.showShapes {
      if let call, !(callee is InputLayer) {
        cells.append(cell("Input shape: <b>\(shapes(call.inputs.map(\.shape)))</b>"))
      }
      cells.append(cell("Output shape: <b>\(call.map { shapes($0.resultTypes.map(\.shape)) } ?? "?")</b>"))
    }
    if options.showElementTypes {
      let types = call?.resultTypes.map(\.elementType.rawValue).joined(separator: ", ")
      cells.append(cell("Output dtype: <b>\(types ?? "?")</b>"))
    }
    if options.showTrainable, let layer, !layer.weights.isEmpty {
      cells.append(
        layer.isTrainable
          ? cell("<b>Trainable</b>", background: "forestgreen", color: "white")
          : cell("<b>Non-trainable</b>", background: "firebrick", color: "white"))
    }
    let width = max(cells.count, 1)
    var rows = [
      "<tr><td colspan=\"\(width)\" bgcolor=\"black\"><font point-size=\"16\" color=\"white\">"
        + (options.showLayerNames ? "<b>\(escaped(callee.name))</b> (\(type))" : "<b>\(type)</b>")
        + "</font></td></tr>"
    ]
    if options.showLayerActivations, case .string(let activation)? = layer?.config["activation"] {
      rows.append("<tr>" + cell("Activation: <b>\(escaped(activation))</b>", width: width) + "</tr>")
    }
    if !cells.isEmpty { rows.append("<tr>\(cells.joined())</tr>") }
    return "<table border=\"0\" cellborder=\"1\" bgcolor=\"black\" cellpadding=\"10\">\(rows.joined())</table>"
  }

  private func cell(
    _ content: String, width: Int = 1, background: String = "white", color: String? = nil
  ) -> String {
    let color = color.map { " color=\"\($0)\"" } ?? ""
    let width = width > 1 ? " colspan=\"\(width)\"" : ""
    return "<td bgcolor=\"\(background)\"\(width)><font point-size=\"14\"\(color)>\(content)</font></td>"
  }

  private func shapes(_ shapes: [Shape]) -> String {
    let texts = shapes.map { shape in
      let extents = shape.dimensions.map { $0 == Shape.unknown ? "None" : "\($0)" }
      return "(" + extents.joined(separator: ", ") + (extents.count == 1 ? ",)" : ")")
    }
    return texts.count == 1 ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
  }

  private mutating func number(_ callee: any SymbolicCallee) -> Int {
    let key = ObjectIdentifier(callee)
    if let number = numbers[key] { return number }
    numbers[key] = numbers.count
    return numbers.count - 1
  }

  private mutating func line(_ text: String) { lines.append(String(repeating: "  ", count: depth) + text) }

  /// A text between quotation marks.
  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A text inside a label.
  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
