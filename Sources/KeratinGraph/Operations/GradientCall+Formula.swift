extension GradientCall {
  /// The gradient of an operation by way of a formula for its results: for what has a kernel of its own, and a gradient that is rarely
  /// wanted.
  func gradient(of formula: ([Tensor]) -> [Tensor]) throws -> [Tensor?] {
    // Leaves of their own, so that the way back ends here.
    let leaves = inputs.map { $0.stopGradient() }
    let parts = zip(formula(leaves), upstream).compactMap { result, upstream in upstream.map { (result * $0).sum() } }
    guard let first = parts.first else { return inputs.map { _ in nil } }
    return try KeratinGraph.gradient(of: parts.dropFirst().reduce(first, +), with: leaves)
  }
}
