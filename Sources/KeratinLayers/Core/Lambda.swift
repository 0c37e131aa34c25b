public import KeratinGraph
public import KeratinKernels

/// A function of tensors as a layer of its own, without weights.
///
///     Lambda { x in x * x }
///
/// Input and output as the function has them. Keras's files cannot describe the function; for one that should be saved, write a layer.
public final class Lambda: Layer {
  private let function: ([Tensor]) throws -> Tensor

  /// - Parameter function: what the layer computes from its only input.
  public convenience init(
    name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil,
    _ function: @escaping (Tensor) throws -> Tensor
  ) {
    self.init(
      of: { inputs in
        guard inputs.count == 1 else {
          throw KeratinError(
            .argument, expected: "one input", received: "\(inputs.count) inputs",
            suggestion: "Lambda(of: { inputs in … }), whose function takes several")
        }
        return try function(inputs[0])
      }, name: name, isTrainable: isTrainable, elementType: elementType)
  }

  /// - Parameter function: what the layer computes from all its inputs.
  public init(
    of function: @escaping ([Tensor]) throws -> Tensor, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.function = function
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] { [try function(inputs)] }

  /// No file can hold the function.
  public override var serialized: ConfigValue {
    .unwritable(
      "the layer '\(name)' of class Lambda, whose function is code",
      instead: "a layer of a class of your own, and CustomObjects.register(…)")
  }
}
