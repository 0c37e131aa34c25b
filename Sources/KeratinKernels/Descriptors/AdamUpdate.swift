/// Adam in Keras's form, with t = iterations + 1 and a = lr·√(1 − β₂ᵗ) / (1 − β₁ᵗ):
/// m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂), w ← w − a·m / (√v + ε);
/// with AMSGrad the largest v so far stands under the root.
public struct AdamUpdate: Sendable, Hashable {
  public let count: Int
  public let beta1: Double
  public let beta2: Double
  public let epsilon: Double
  public let amsgrad: Bool

  public init(count: Int, beta1: Double, beta2: Double, epsilon: Double, amsgrad: Bool) {
    self.count = count
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.amsgrad = amsgrad
  }
}
