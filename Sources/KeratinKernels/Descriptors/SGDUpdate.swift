/// Stochastic gradient descent, in Keras's form: with momentum μ, v ← μ·v − lr·g and w ← w + v,
/// or w ← w + μ·v − lr·g (Nesterov, with the new v); without, w ← w − lr·g.
public struct SGDUpdate: Sendable, Hashable {
  public let count: Int
  public let momentum: Double
  public let nesterov: Bool

  public init(count: Int, momentum: Double, nesterov: Bool) {
    self.count = count
    self.momentum = momentum
    self.nesterov = nesterov
  }
}
