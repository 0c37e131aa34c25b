public import KeratinKernels

/// What is done to a kernel's sums before they are its result: activation(sum + bias + residual).
public struct Epilogue {
  /// A number for each column, if any.
  public var bias: UnsafePointer<Float>?
  /// A number for each element, if any: it lies as the result does.
  public var residual: UnsafePointer<Float>?
  /// What the sums go through at the end.
  public var activation: ActivationKind

  /// Without arguments the epilogue that changes nothing.
  @inlinable public init(
    bias: UnsafePointer<Float>? = nil, residual: UnsafePointer<Float>? = nil, activation: ActivationKind = .linear
  ) {
    self.bias = bias
    self.residual = residual
    self.activation = activation
  }

  /// True if the sums are the result.
  @inlinable public var isEmpty: Bool { bias == nil && residual == nil && activation == .linear }

  /// The same for the part of a result that begins at an element and its column.
  @inlinable public func advanced(element: Int, column: Int) -> Epilogue {
    Epilogue(bias: bias.map { $0 + column }, residual: residual.map { $0 + element }, activation: activation)
  }
}
