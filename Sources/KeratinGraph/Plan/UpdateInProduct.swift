internal import KeratinKernels

/// Lets the optimizer's step of a large weight take its gradient from the product that makes it, a few rows at a time: the gradient is neither written
/// to memory nor read again.
///
/// Not from a product of a variable: that would have to be done before the variable may take its own step.
struct UpdateInProduct: PlanPass {
  /// Weights of more elements leave the second-level cache between the product and the step.
  private static let leastCount = 1 << 18
  /// Sums of more terms take so long that writing and reading them matters little.
  private static let mostTerms = 1024

  func run(_ program: inout Program) throws {
    let (readers, roots) = (program.readers, Set(program.roots.map(\.node)))
    for index in program.graph.nodes.indices {
      let node = program.graph.nodes[index]
      guard let step = ProductStep.Step(node) else { continue }
      let origin = node.inputs[1].node
      let source = program.graph.nodes[origin]
      guard let product = source.operation(MatMul.self), readers[origin].count == 1, !roots.contains(origin) else {
        continue
      }
      let factors = source.inputs.map { program.graph.type(of: $0) }
      guard source.types[0].count > UpdateInProduct.leastCount, factors.allSatisfy({ $0.shape.rank == 2 }),
        // Both matrices live until the step, in the place of the gradient.
        factors.reduce(0, { $0 + $1.count }) <= source.types[0].count,
        try product.layout(factors).product.k <= UpdateInProduct.mostTerms,
        !source.inputs.contains(where: { program.graph.isVariable(program.graph.viewed($0)) })
      else { continue }
      program.graph.nodes[index].source = .operation(ProductStep(step: step, product: product))
      program.graph.nodes[index].inputs = [node.inputs[0]] + source.inputs + node.inputs[2...]
    }
  }
}
