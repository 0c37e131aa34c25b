public import KeratinGraph
internal import KeratinKernels

/// A function applied to a layer's result, under Keras's name.
///
/// The set is open: make one of your own with a name and a closure, and add it as a static member.
///
///     extension ActivationFunction {
///       static let cube = ActivationFunction("cube") { $0 * $0 * $0 }
///     }
public struct ActivationFunction: Sendable {
  /// Keras's name, `relu`.
  public let name: String
  /// The form that fused kernels have, `nil` where none does.
  let kind: ActivationKind?
  let function: @Sendable (Tensor) -> Tensor

  public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    self.init(name, kind: nil, function)
  }

  init(_ name: String, kind: ActivationKind?, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    self.name = name
    self.kind = kind
    self.function = function
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { function(x) }
}
