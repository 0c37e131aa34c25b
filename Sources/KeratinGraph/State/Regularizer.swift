/// A penalty on a variable, or on a layer's output, that is added to the loss.
public protocol Regularizer: Sendable {
  /// The penalty on `x`, a tensor with no axes.
  func penalty(_ x: Tensor) -> Tensor
}
