internal import Foundation
internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension Model {
  /// A table of the layers with their result shapes and parameters, then totals, as Keras prints it. After the shape of a result
  /// that carries a mask stands `masked`: `(None, 20, 64) masked`.
  ///
  /// - Parameters:
  ///   - lineLength: characters in a line; by default 88 (108 where layers branch), or what the terminal has room for.
  ///   - expandNested: whether the layers of models within the model follow them, indented; false by default.
  ///   - showTrainable: whether a column says which layers are trained; false by default.
  ///   - layerRange: the names of the first and the last layer shown, or regular expressions that match how their names begin, the
  ///     widest range counting; all by default.
  /// - Throws: ``KeratinError`` where no layer is called so.
  public func summary(
    lineLength: Int? = nil, expandNested: Bool = false, showTrainable: Bool = false,
    layerRange: (first: String, last: String)? = nil
  ) throws -> String {
    try requireSound()
    let isChain = isChain
    var columns: [SummaryTable.Column] = [
      .init(title: "Layer (type)", alignment: .left, end: isChain ? 0.45 : 0.3),
      .init(title: "Output Shape", alignment: .left, end: isChain ? 0.8 : 0.56),
      .init(title: "Param #", alignment: .right, end: isChain ? 1 : 0.74),
    ]
    if !isChain { columns.append(.init(title: "Connected to", alignment: .left, end: 1)) }
    if showTrainable {
      columns = columns.map { .init(title: $0.title, alignment: $0.alignment, end: $0.end * 0.9) }
      columns.append(.init(title: "Trainable", alignment: .center, end: 1))
    }
    let usual = (isChain ? 88 : 108) + (showTrainable ? 12 : 0)
    var table = SummaryTable(columns, lineLength: lineLength ?? Swift.min(usual, terminalColumns - 4))
    let callees = self is Sequential || graph == nil ? layers : graph!.callees
    for callee in callees[try summaryRange(layerRange, of: callees)] {
      table.add(row(callee, isChain: isChain, showTrainable: showTrainable))
      if expandNested {
        addLayers(within: callee, to: &table, level: 1, isChain: isChain, showTrainable: showTrainable)
      }
    }
    return (["Model: \"\(name)\""] + table.lines + totals).joined(separator: "\n")
  }

  /// The layers of a model within this one, which know of no layer outside it.
  private func addLayers(
    within callee: any SymbolicCallee, to table: inout SummaryTable, level: Int, isChain: Bool, showTrainable: Bool
  ) {
    guard let model = callee as? Model else { return }
    for layer in model.layers {
      var cells = model.row(layer, isChain: true, showTrainable: showTrainable)
      cells[0] = String(repeating: " ", count: 3 * level) + "└ " + cells[0]
      if !isChain { cells.insert("-", at: 3) }
      table.add(cells)
      addLayers(within: layer, to: &table, level: level + 1, isChain: isChain, showTrainable: showTrainable)
    }
  }

  private func summaryRange(_ names: (first: String, last: String)?, of callees: [any SymbolicCallee]) throws -> Range<
    Int
  > {
    guard let names else { return callees.indices }
    func places(_ pattern: String) throws -> [Int] {
      do {
        let regex = try Regex(pattern)
        return try callees.indices.filter { try regex.prefixMatch(in: callees[$0].name) != nil }
      } catch {
        throw KeratinError(
          .argument, expected: "a layer's name or a regular expression", received: "'\(pattern)'", operation: "summary",
          layerPath: name)
      }
    }
    let (first, last) = (try places(names.first), try places(names.last))
    guard let low = first.min(), let high = last.max() else {
      throw KeratinError(
        .argument, expected: "a layerRange of layers among \(callees.map(\.name).joined(separator: ", "))",
        received: "'\(names.first)' to '\(names.last)'", operation: "summary", layerPath: name)
    }
    return low <= high ? low..<high + 1 : last.min()!..<first.max()! + 1
  }

  /// True if every layer but the first has the one before as its only input.
  private var isChain: Bool {
    guard let graph, !(self is Sequential) else { return true }
    return Set(graph.calls.map { ObjectIdentifier($0.callee) }).count == graph.calls.count
      && graph.calls.allSatisfy { $0.inputs.count <= 1 }
      && Set(graph.calls.map { graph.depth[ObjectIdentifier($0)] }).count == graph.calls.count
  }

  private func row(_ callee: any SymbolicCallee, isChain: Bool, showTrainable: Bool) -> [String] {
    let layer = callee as? Layer
    let type = layer.map { Swift.type(of: $0).className } ?? callee.name
    let isBuilt = layer?.isBuilt ?? true
    let calls = graph?.calls.filter { $0.callee === callee }.sorted { $0.serial < $1.serial } ?? []
    let parameters = layer?.parameterCount ?? 0
    var cells = [
      "\(callee.name) (\(type))", shapes(calls.last),
      isBuilt || callee is InputLayer ? grouped(parameters) : "0 (unbuilt)",
    ]
    if !isChain {
      let parents = calls.flatMap(\.inputs).compactMap(\.symbolic).map { parent in
        "\(parent.call.callee.name)[\(index(of: parent.call))][\(parent.index)]"
      }
      cells.append(parents.isEmpty ? "-" : parents.joined(separator: ", "))
    }
    if showTrainable {
      cells.append(layer.map { $0.weights.isEmpty ? "-" : $0.isTrainable ? "Y" : "N" } ?? "-")
    }
    return cells
  }

  /// Which of its callee's calls in this model a call is.
  private func index(of call: SymbolicCall) -> Int {
    graph?.calls.filter { $0.callee === call.callee && $0.serial < call.serial }.count ?? 0
  }

  private func shapes(_ call: SymbolicCall?) -> String {
    guard let call else { return "?" }
    let texts = call.results.map { result in
      let extents = result.shape.dimensions.map { $0 == Shape.unknown ? "None" : "\($0)" }
      return "(" + extents.joined(separator: ", ") + ")" + (result.hasMask ? " masked" : "")
    }
    return texts.count == 1 ? texts[0] : "[" + texts.joined(separator: ", ") + "]"
  }

  private var totals: [String] {
    let trainable = compiledVariables ?? trainableVariables
    let ids = Set(trainable.map(ObjectIdentifier.init))
    let frozen = weights.filter { !ids.contains(ObjectIdentifier($0)) }
    let slots = optimizer.flatMap { $0.isBuilt ? $0.variables : nil }
    func line(_ title: String, _ variables: [Variable]) -> String {
      let count = variables.reduce(0) { $0 + $1.shape.count }
      let bytes = variables.reduce(0) { $0 + ($1.type?.byteCount ?? 0) }
      return " \(title) params: \(grouped(count)) (\(size(bytes)))"
    }
    return [
      line("Total", trainable + frozen + (slots ?? [])), line("Trainable", trainable), line("Non-trainable", frozen),
    ] + (slots.map { [line("Optimizer", $0)] } ?? [])
  }

  private func grouped(_ number: Int) -> String {
    var digits = String(number)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return digits
  }

  private func size(_ bytes: Int) -> String {
    var value = Double(bytes)
    for unit in ["B", "KB", "MB", "GB", "TB"] {
      if value < 1024 { return String(format: "%.2f ", value) + unit }
      value /= 1024
    }
    return String(format: "%.2f PB", value)
  }

  /// What `COLUMNS` or the terminal says, else 80.
  private var terminalColumns: Int {
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text), columns > 0 {
      return Swift.max(columns, 40)
    }
    var size = winsize()
    let isKnown = ioctl(FileHandle.standardOutput.fileDescriptor, UInt(TIOCGWINSZ), &size) == 0
    return isKnown && size.ws_col > 0 ? Swift.max(Int(size.ws_col), 40) : 80
  }
}
