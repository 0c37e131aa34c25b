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
}

extension Executor {
  /// Runs the part of the step before the loss check node by node and returns the first result that is not finite.
  ///
  /// Variables are not written.
  public func findNonFinite() -> NonFiniteOrigin? {
    for (step, instruction) in plan.instructions[..<plan.schedule.checkedCount].enumerated() {
      run(step)
      let node = plan.program.graph.nodes[instruction.node]
      for (result, type) in zip(instruction.results, node.types) {
        guard let element = firstNonFinite(address(result), type) else { continue }
        return NonFiniteOrigin(operation: node.name, layerPath: node.layerPath, element: element, type: type)
      }
    }
    return nil
  }
}
