/// A convolution's layer: Y = activation(X ∗ W + b + R), b a number for each of the `groups·filters` filters, R a residual of Y's
/// shape; an empty span stands for no bias and for no residual.
public struct ActivatedConvolution: Sendable, Hashable {
  /// X ∗ W.
  public let convolution: Convolution
  /// What is done to the sums.
  public let activation: ActivationKind

  /// A convolution whose sums, with bias and residual, go through `activation`.
  public init(_ convolution: Convolution, activation: ActivationKind) {
    self.convolution = convolution
    self.activation = activation
  }
}
