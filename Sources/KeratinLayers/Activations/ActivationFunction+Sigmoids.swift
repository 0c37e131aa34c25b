internal import KeratinGraph
internal import KeratinKernels

/// Relatives of 1 / (1 + e⁻ˣ) and tanh x, and of their integrals.
extension ActivationFunction {
  /// log(1 + eˣ), without overflow.
  public static let softplus = ActivationFunction("softplus", isKeras: true) { KeratinGraph.softplus($0) }
  /// x / (1 + |x|).
  public static let softsign = ActivationFunction("softsign", isKeras: true) { $0 / (abs($0) + 1) }
  /// min(max(x + 3, 0), 6) / 6.
  public static let hardSigmoid = ActivationFunction("hard_sigmoid", isKeras: true) { piecewiseSigmoid($0) }
  /// min(max(x, −1), 1).
  public static let hardTanh = ActivationFunction("hard_tanh", isKeras: true) { $0.clamped(min: -1, max: 1) }
  /// log(1 / (1 + e⁻ˣ)), without overflow.
  public static let logSigmoid = ActivationFunction("log_sigmoid", isKeras: true) { -KeratinGraph.softplus(-$0) }
  /// 0 where x ≤ −1, 1 where x ≥ 1, (x + 1) / 2 between.
  public static let sparseSigmoid = ActivationFunction("sparse_sigmoid", isKeras: true) {
    (($0 + 1) * 0.5).clamped(min: 0, max: 1)
  }
  /// 0 where x ≤ −1, x where x ≥ 1, (x + 1)² / 4 between.
  public static let sparsePlus = ActivationFunction("sparse_plus", isKeras: true) { x in
    let middle = square(x + 1) * 0.25
    return which(x .<= -1, Tensor.zeros(like: x), which(x .< 1, middle, x))
  }
  /// (x + √(x² + 4)) / 2.
  public static let squareplus: ActivationFunction = squareplus(b: 4)

  /// (x + √(x² + b)) / 2.
  ///
  /// - Parameter b: how round the corner at 0 is; 4 by default.
  public static func squareplus(b: Double = 4) -> Self {
    Self("squareplus", isKeras: b == 4) { ($0 + sqrt(square($0) + b)) * 0.5 }
  }

  static func piecewiseSigmoid(_ x: Tensor) -> Tensor { (x + 3).clamped(min: 0, max: 6) / 6 }
}
