internal import KeratinKernels

/// Lets the gradient of a rectifier before a max pooling take its mask from the pooled tensor, which is smaller.
///
/// With p = maxPool(y), reluGradient(y, maxPoolGradient(y, v)) = maxPoolGradient(y, reluGradient(p, v)): where a gradient arrives, y is p.
struct MaskBelowPooling: PlanPass {
  private struct Pooled: Hashable {
    let form: PoolingForm
    let input: Value
  }

  func run(_ program: inout Program) throws {
    var pooled: [Pooled: Int] = [:]
    for (index, node) in program.graph.nodes.enumerated() {
      if let pool = node.operation(MaxPool.self) { pooled[Pooled(form: pool.form, input: node.inputs[0])] = index }
    }
    if pooled.isEmpty { return }
    let (readers, roots) = (program.readers, Set(program.roots))
    var isChanged = false
    for (index, node) in program.graph.nodes.enumerated() {
      guard node.operation(Binary.self)?.operation == .reluGradient else { continue }
      let inner = node.inputs[1]
      let gradient = program.graph.nodes[inner.node]
      guard let form = gradient.operation(MaxPoolGradient.self)?.form, gradient.inputs[0] == node.inputs[0],
        let pool = pooled[Pooled(form: form, input: node.inputs[0])], readers[inner.node] == [index],
        !roots.contains(inner)
      else { continue }
      // The two change places.
      let small = program.graph.type(of: gradient.inputs[1])
      program.graph.nodes[inner.node] = Node(
        source: node.source, inputs: [Value(node: pool), gradient.inputs[1]], types: [small], layerPath: node.layerPath)
      program.graph.nodes[index] = Node(
        source: gradient.source, inputs: [node.inputs[0], inner], types: node.types, layerPath: gradient.layerPath)
      isChanged = true
    }
    if isChanged { program.sort() }
  }
}
