public import KeratinGraph
public import KeratinKernels

/// Cells one after another as one: the output of each is the input of the next.
///
/// Input `[batch, …]` and the states of all cells in their order; the output is the last cell's.
public final class StackedRNNCells: RNNCell {
  public let cells: [RNNCell]

  /// - Parameter cells: at least one, first the one that sees the input.
  public init(
    _ cells: [RNNCell], name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.cells = cells
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override var stateSize: [Int] { cells.flatMap(\.stateSize) }
  public override var outputSize: Int { cells.last?.outputSize ?? 0 }
  public override func initialState(batchSize: Int) -> [Tensor] {
    cells.flatMap { $0.initialState(batchSize: batchSize) }
  }

  public override func build(_ input: Shape) throws {
    var shape = input
    for cell in cells {
      try cell.buildIfNeeded([shape])
      shape = [input[0], cell.outputSize]
    }
  }

  public override func call(
    _ x: Tensor, states: [Tensor], _ context: CallContext
  ) throws -> (output: Tensor, states: [Tensor]) {
    var (output, rest, after) = (x, states[...], [Tensor]())
    for cell in cells {
      let count = cell.stateSize.count
      let results = try cell.invoke([output] + rest.prefix(count), context)
      rest = rest.dropFirst(count)
      output = results[0]
      after += results.dropFirst()
    }
    return (output, after)
  }

  public override func copy() throws -> RNNCell {
    StackedRNNCells(try cells.map { try $0.copy() }, name: name, isTrainable: isTrainable, elementType: elementType)
  }

  override func beginSequence(_ x: Tensor, _ context: CallContext) throws {
    var x = x
    for cell in cells {
      try cell.beginSequence(x, context)
      x = Tensor.zeros([x.shape[0], cell.outputSize], elementType: cell.elementType)
    }
  }

  override func endSequence() { for cell in cells { cell.endSequence() } }

  override var outputState: Int { cells.dropLast().reduce(0) { $0 + $1.stateSize.count } }

  public override var config: [String: ConfigValue] {
    super.config.merging(["cells": .array(cells.map { $0.serialized })]) { $1 }
  }
}

extension StackedRNNCells: SequenceCell {
  var runsSequences: Bool { cells.allSatisfy { ($0 as? any SequenceCell)?.runsSequences == true } }

  /// Each cell over the whole sequence before the next begins.
  func sequence(
    _ x: Tensor, initial: [Tensor], mask: Tensor?, goBackwards: Bool, _ context: CallContext
  ) throws -> (outputs: Tensor, states: [Tensor]) {
    var (outputs, rest, last) = (x, initial[...], [Tensor]())
    for (index, cell) in cells.compactMap({ $0 as? any SequenceCell }).enumerated() {
      let count = cell.stateSize.count
      // The first cell's outputs, and so the next one's inputs, stand in the order of the steps.
      let isBackwards = goBackwards && index == 0
      let mask = goBackwards && index > 0 ? mask?.reversed(axes: [1]) : mask
      let result = try cell.sequence(
        outputs, initial: Array(rest.prefix(count)), mask: mask, goBackwards: isBackwards, context)
      rest = rest.dropFirst(count)
      outputs = result.outputs
      last += result.states
    }
    return (outputs, last)
  }
}

extension StackedRNNCells: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      try config.layers("cells").map { cell in
        try cell as? RNNCell ?? { throw config.wrong("cells", "a list of recurrent cells") }()
      })
  }
}
