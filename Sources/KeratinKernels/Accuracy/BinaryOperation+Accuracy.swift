extension BinaryOperation {
  /// How far a backend's result may lie from the function of the operands as they stand, in ULPs of the result
  /// (``FloatingScalar/ulps(from:)``), over the whole range of `Float`, denormals included.
  public var maximumULP: Double {
    switch self {
    case .maximum, .minimum, .reluGradient: 0
    case .add, .subtract, .multiply, .divide: 0.5
    case .floorMod: 0.5
    // Three roundings; 1 − y² as (1 − y)·(1 + y) or with a fused multiply-add, for near ±1 the square's own would show.
    case .sigmoidGradient, .tanhGradient: 3
    case .power, .atan2: 3
    }
  }
}
