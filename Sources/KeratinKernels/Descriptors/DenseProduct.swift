/// A dense layer: Y = activation(X·W + b), X `rows × inputs`, W `inputs × units`, b `units` (an empty span for none).
public struct DenseProduct: Sendable, Hashable {
  public let rows: Int
  public let inputs: Int
  public let units: Int
  public let activation: ActivationKind

  public init(rows: Int, inputs: Int, units: Int, activation: ActivationKind) {
    self.rows = rows
    self.inputs = inputs
    self.units = units
    self.activation = activation
  }

  /// The product X·W.
  public var product: Gemm { Gemm(m: rows, n: units, k: inputs) }
}
