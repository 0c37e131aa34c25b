internal import KeratinKernels

/// Lets batch normalization add a residual and rectify while its result is at hand, and take the rectifier's mask into its gradient: each a
/// pass over memory less.
///
/// relu(batchNormalize(x)) and relu(batchNormalize(x) + residual) become one node. If a gradient needs to know where the result was positive,
/// the node says so, a byte an element.
struct FuseNormalization: PlanPass {
  func run(_ program: inout Program) throws {
    let (readers, roots) = (program.readers, Set(program.roots))
    var replacements: [Value: Value] = [:]
    var zeros: [ElementType: Value] = [:]
    for index in program.graph.nodes.indices {
      guard let match = Match(index, program.graph, readers, roots, replacements) else { continue }
      let rectifier = program.graph.nodes[index]
      let old = program.graph.nodes[match.normalization]
      let masked = readers[index].filter { reader in
        let node = program.graph.nodes[reader]
        return node.operation(Binary.self)?.operation == .reluGradient && node.inputs[0] == Value(node: index)
          && node.types == rectifier.types && node.inputs[1] != node.inputs[0]
      }
      let operation = BatchNormalize(
        epsilon: match.epsilon, rectifies: true, marksPositives: !masked.isEmpty)
      let inputs = old.inputs + (match.residual.map { [$0] } ?? [])
      program.graph.nodes[index] = Node(
        source: .operation(operation), inputs: inputs,
        types: try operation.types(inputs.map { program.graph.type(of: $0) }),
        layerPath: old.layerPath)
      for result in 1...2 {
        replacements[Value(node: match.normalization, result: result)] = Value(node: index, result: result)
      }
      let mask = Value(node: index, result: 3)
      for reader in masked {
        let dy = program.graph.nodes[reader].inputs[1]
        // A gradient that is broadcast, as that of a mean over all places, becomes whole only by the mask.
        let isWhole = program.graph.type(of: dy) == rectifier.types[0]
        for user in readers[reader]
        where isWhole && program.graph.nodes[user].isGradient(of: match.normalization, dy: Value(node: reader)) {
          program.graph.nodes[user].inputs[4] = dy
          program.graph.nodes[user].inputs.append(mask)
        }
        let type = rectifier.types[0].elementType
        let zero = zeros[type] ?? program.graph.appendZero(type)
        zeros[type] = zero
        program.graph.nodes[reader].source = .operation(Select())
        program.graph.nodes[reader].inputs = [mask, dy, zero]
      }
    }
    program.replace(replacements)
  }

  /// A rectifier and the normalization before it.
  private struct Match {
    let normalization: Int
    let epsilon: Double
    var residual: Value?

    /// The rectifier at `index`, if it is one; `replacements` say what earlier matches have put in the place of which values.
    init?(_ index: Int, _ graph: Graph, _ readers: [[Int]], _ roots: Set<Value>, _ replacements: [Value: Value]) {
      let node = graph.nodes[index]
      guard node.operation(Unary.self)?.operation == .relu else { return nil }
      /// True if nobody but `reader` wants the first result of a node.
      func isOwn(_ value: Value, _ reader: Int) -> Bool {
        value.result == 0 && !roots.contains(value)
          && readers[value.node].allSatisfy { $0 == reader || !graph.nodes[$0].inputs.contains(value) }
      }
      func normalization(_ value: Value, _ reader: Int) -> (Int, Double)? {
        guard let operation = graph.nodes[value.node].operation(BatchNormalize.self), !operation.rectifies,
          isOwn(value, reader)
        else { return nil }
        return (value.node, operation.epsilon)
      }
      let input = node.inputs[0]
      if let (found, epsilon) = normalization(input, index) {
        (self.normalization, self.epsilon) = (found, epsilon)
        return
      }
      let sum = graph.nodes[input.node]
      guard sum.operation(Binary.self)?.operation == .add, isOwn(input, index), sum.inputs[0] != sum.inputs[1] else {
        return nil
      }
      for (value, other) in [(sum.inputs[0], sum.inputs[1]), (sum.inputs[1], sum.inputs[0])] {
        guard let (found, epsilon) = normalization(value, input.node), graph.type(of: other) == node.types[0],
          graph.type(of: value) == node.types[0], !graph.needs(found, for: other, replacements)
        else { continue }
        (self.normalization, self.epsilon, residual) = (found, epsilon, other)
        return
      }
      return nil
    }
  }
}

extension Node {
  /// True for the gradient of a batch normalization whose result has the gradient `dy`.
  fileprivate func isGradient(of normalization: Int, dy: Value) -> Bool {
    operation(BatchNormalizeGradient.self) != nil && inputs.count == 5 && inputs[4] == dy
      && inputs[2] == Value(node: normalization, result: 1)
  }
}

extension Graph {
  /// True if `value` depends on a node, once the values of `replacements` are replaced.
  fileprivate func needs(_ node: Int, for value: Value, _ replacements: [Value: Value]) -> Bool {
    var seen = Set<Int>()
    var stack = [value]
    while let next = stack.popLast() {
      let index = (replacements[next] ?? next).node
      if index == node { return true }
      if seen.insert(index).inserted { stack += nodes[index].inputs }
    }
    return false
  }

  /// A constant 0 at the end of the graph.
  fileprivate mutating func appendZero(_ elementType: ElementType) -> Value {
    append(
      Node(
        source: .constant(Buffer(converting: [0], to: elementType)), inputs: [],
        types: [TensorType(.scalar, elementType)], layerPath: ""))[0]
  }
}
