/// A rule that a variable must keep; applied after each update.
public protocol Constraint: Sendable {
  /// The nearest allowed value to `x`.
  func projected(_ x: Tensor) -> Tensor
}
