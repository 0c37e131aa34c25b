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
  /// Whether ``name`` is all that Keras needs to know of it.
  private let isKeras: Bool

  public init(_ name: String, _ function: @escaping @Sendable (Tensor) -> Tensor) {
    self.init(name, kind: nil, isKeras: false, function)
  }

  /// - Parameter isKeras: true for what Keras has under this name; false with arguments that differ from Keras's.
  init(
    _ name: String, kind: ActivationKind? = nil, isKeras: Bool, _ function: @escaping @Sendable (Tensor) -> Tensor
  ) {
    self.name = name
    self.kind = kind
    self.isKeras = isKeras
    self.function = function
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { function(x) }
}

extension ActivationFunction {
  /// The function as Keras's files hold it: by its name, or the one under which it was registered.
  public var serialized: ConfigValue {
    if isKeras { return .string(name) }
    return .function(name)
      ?? .unwritable(
        "the activation '\(name)', a function of one's own or one with arguments, for which there is only the name",
        instead: "a layer of its own, such as LeakyReLU(negativeSlope: 0.1), or CustomObjects.register(…)")
  }

  /// The functions that Keras knows by name.
  static let keras: [String: ActivationFunction] = {
    let functions: [ActivationFunction] = [
      .celu, .elu, .exponential, .gelu, .glu, .hardShrink, .hardSigmoid, .hardSilu, .hardTanh, .leakyReLU, .linear,
      .logSigmoid, .logSoftmax, .mish, .relu, .relu6, .selu, .sigmoid, .silu, .softShrink, .softmax, .softplus,
      .softsign,
      .sparsePlus, .sparseSigmoid, .squareplus, .tanh, .tanhShrink,
    ]
    let named = functions.map { ($0.name, $0) }
    return Dictionary(named + [("hard_swish", .hardSilu), ("swish", .silu)]) { first, _ in first }
  }()
}
