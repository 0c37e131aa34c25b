internal import KeratinKernels

/// Lets a convolution add its bias and a residual and apply its activation before it stores its sums.
struct FuseConvolution: PlanPass {
  func run(_ program: inout Program) throws {
    let (readers, roots, graph) = (program.readers, Set(program.roots), program.graph)
    /// The only node that wants the result of node `index`.
    func onlyReader(_ index: Int) -> Int? {
      readers[index].count == 1 && !roots.contains(Value(node: index)) ? readers[index][0] : nil
    }
    /// What a sum adds to the value of node `index`, where that is of type `type`.
    func addend(_ sum: Int, to index: Int, _ type: TensorType) -> Value? {
      guard graph.nodes[sum].operation(Binary.self)?.operation == .add else { return nil }
      let inputs = graph.nodes[sum].inputs
      let other = inputs[0] == Value(node: index) ? inputs[1] : inputs[0]
      return graph.type(of: other) == type ? other : nil
    }
    for (index, node) in graph.nodes.enumerated() {
      guard let convolve = node.operation(Convolve.self), var last = onlyReader(index) else { continue }
      let type = node.types[0]
      guard let bias = addend(last, to: index, TensorType([type.shape[-1]], type.elementType)) else { continue }
      var inputs = node.inputs + [bias]
      if let sum = onlyReader(last), let residual = addend(sum, to: last, type) {
        inputs.append(residual)
        last = sum
      }
      var activation = ActivationKind.linear
      if let reader = onlyReader(last), let unary = graph.nodes[reader].operation(Unary.self),
        let kind = ActivationKind.allCases.first(where: { $0.operation == unary.operation })
      {
        (activation, last) = (kind, reader)
      }
      // What comes last stands after all that it reads.
      program.graph.nodes[last] = Node(
        source: .operation(ActivatedConvolve(form: convolve.form, activation: activation)), inputs: inputs,
        types: [type],
        layerPath: node.layerPath)
    }
  }
}
