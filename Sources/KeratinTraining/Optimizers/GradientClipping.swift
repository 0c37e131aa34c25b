internal import KeratinGraph

/// How gradients are kept from being too large; at most one of the three limits is set.
struct GradientClipping {
  /// The largest Euclidean norm of each variable's gradient.
  let norm: Double?
  /// The largest Euclidean norm of all gradients taken together.
  let globalNorm: Double?
  /// The largest magnitude of each element.
  let value: Double?

  /// Throws where more than one limit is set, or one is not above 0.
  func validate(operation: String) throws {
    let limits = [("clipnorm", norm), ("globalClipnorm", globalNorm), ("clipvalue", value)]
      .compactMap { name, limit in limit.map { (name, $0) } }
    let received = limits.map { "\($0): \($1)" }.joined(separator: ", ")
    guard limits.count < 2 else {
      throw KeratinError(
        .argument, expected: "one of clipnorm, globalClipnorm and clipvalue", received: received, operation: operation)
    }
    guard limits.allSatisfy({ $1 > 0 }) else {
      throw KeratinError(.argument, expected: "a limit above 0", received: received, operation: operation)
    }
  }

  /// The gradients within the limit: scaled down to the norm, or each element cut off.
  func clipped(_ gradients: [Tensor]) -> [Tensor] {
    if let norm {
      return gradients.map { $0 * norm / maximum(sqrt(square($0).sum()), norm) }
    }
    if let globalNorm, let first = gradients.first {
      let squares = gradients.dropFirst().reduce(square(first).sum()) { $0 + square($1).sum() }
      let total = sqrt(squares)
      // An infinite norm makes every gradient NaN rather than some of them 0.
      let scale = globalNorm * minimum(1 / total, 1 / globalNorm) + (total - total)
      return gradients.map { $0 * scale.cast(to: $0.elementType) }
    }
    if let value { return gradients.map { minimum(maximum($0, -value), value) } }
    return gradients
  }
}
