/// Updates of weights in place.
public struct OptimizerTable: Sendable {
  /// w ← w − rate·g.
  public typealias Descent =
    @Sendable (
      _ g: UnsafePointer<Float>, _ rate: Float, _ w: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void

  /// v ← momentum·v − rate·g; w ← w + v, or w + momentum·v − rate·g with Nesterov.
  public typealias Momentum =
    @Sendable (
      _ g: UnsafePointer<Float>, _ rate: Float, _ momentum: Float, _ nesterov: Bool, _ w: UnsafeMutablePointer<Float>,
      _ v: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void

  /// One step of Adam; `largest` is `nil` without AMSGrad.
  public typealias Adam =
    @Sendable (
      _ g: UnsafePointer<Float>, _ factors: AdamFactors, _ w: UnsafeMutablePointer<Float>,
      _ m: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>, _ largest: UnsafeMutablePointer<Float>?,
      _ count: Int
    ) -> Void

  /// One step of Adam on `rows` rows of a table from row `first` on, `w` and the moments being the whole table's.
  public typealias SparseAdam =
    @Sendable (
      _ g: RowGradients, _ factors: AdamFactors, _ w: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Float>,
      _ v: UnsafeMutablePointer<Float>, _ largest: UnsafeMutablePointer<Float>?, _ first: Int, _ rows: Int
    ) -> Void

  public let descent: Descent
  public let momentum: Momentum
  public let adam: Adam
  public let sparseAdam: SparseAdam

  public init(
    descent: @escaping Descent, momentum: @escaping Momentum, adam: @escaping Adam, sparseAdam: @escaping SparseAdam
  ) {
    self.descent = descent
    self.momentum = momentum
    self.adam = adam
    self.sparseAdam = sparseAdam
  }
}
