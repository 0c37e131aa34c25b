/// The activations that fused kernels apply in their last store, each with a gradient that its result alone gives.
public enum ActivationKind: String, Sendable, Hashable, CaseIterable {
  case linear, relu, sigmoid, tanh

  /// The elementwise function, `nil` for `linear`.
  public var operation: UnaryOperation? {
    switch self {
    case .linear: nil
    case .relu: .relu
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    }
  }

  /// The function of (y, dy) that gives dx, `nil` for `linear`.
  public var gradient: BinaryOperation? {
    switch self {
    case .linear: nil
    case .relu: .reluGradient
    case .sigmoid: .sigmoidGradient
    case .tanh: .tanhGradient
    }
  }
}
