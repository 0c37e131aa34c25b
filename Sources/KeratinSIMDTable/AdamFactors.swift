/// The numbers of one step of Adam: m ← m + (g − m)·newM, v ← v + (g² − v)·newV, w ← w − rate·m / (√v + epsilon).
public struct AdamFactors: Sendable, Hashable {
  public let newM: Float
  public let newV: Float
  public let rate: Float
  public let epsilon: Float

  public init(newM: Float, newV: Float, rate: Float, epsilon: Float) {
    self.newM = newM
    self.newV = newV
    self.rate = rate
    self.epsilon = epsilon
  }
}
