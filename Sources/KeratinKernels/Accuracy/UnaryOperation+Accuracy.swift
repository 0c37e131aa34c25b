extension UnaryOperation {
  /// How far a backend's result may lie from the function of the operand as it stands, in ULPs of the result
  /// (``FloatingScalar/ulps(from:)``), over the whole range of `Float`, denormals included.
  public var maximumULP: Double {
    switch self {
    case .negate, .abs, .sign, .relu, .floor, .ceil, .round: 0
    case .square, .sqrt, .reciprocal: 0.5
    case .rsqrt: 2
    case .exp, .expm1, .log, .log1p, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh, .tanh, .sigmoid, .softplus,
      .erf:
      3
    }
  }
}
