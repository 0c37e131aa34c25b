/// Where a step first met NaN or infinity.
public struct NonFiniteOrigin: Sendable {
  /// The operation's name.
  public let operation: String
  /// The path of the layer that called it.
  public let layerPath: String
  /// The place of the element, row-major, in the operation's result.
  public let element: Int
  /// The type of that result.
  public let type: TensorType
  /// The index outside its table that the element was made for, if that is the cause.
  public var outside: OutsideIndex?
}

extension Executor {
  /// Runs the step node by node up to the loss check, if it has one, and returns the first result that is not finite.
  ///
  /// No variable is written: what a step without that check writes in place holds its result already.
  public func findNonFinite() -> NonFiniteOrigin? {
    let count = plan.checkedCount > 0 ? plan.checkedCount : plan.mainCount
    for (step, instruction) in plan.instructions[..<count].enumerated() {
      if plan.checkedCount == 0, instruction.writesVariable { continue }
      run(step)
      let node = plan.program.graph.nodes[instruction.node]
      for (result, type) in zip(instruction.results, node.types) {
        guard let element = firstNonFinite(address(result), type) else { continue }
        return NonFiniteOrigin(
          operation: node.name, layerPath: node.layerPath, element: element, type: type,
          outside: OutsideIndex(
            node, plan.program.graph, resultElement: element,
            indices: { address(instruction.operands[$0]) }))
      }
    }
    return nil
  }
}

extension Instruction {
  fileprivate var writesVariable: Bool {
    results.contains { if case .variable = $0 { true } else { false } }
  }
}
