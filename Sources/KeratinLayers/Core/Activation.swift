public import KeratinGraph
public import KeratinKernels

/// An activation function as a layer of its own.
///
/// Input of any shape, output of the same.
public final class Activation: Layer {
  public let activation: ActivationFunction

  /// - Parameter activation: `.relu`, `.softmax`, …
  public init(
    _ activation: ActivationFunction, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.activation = activation
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor { activation(x) }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging(["activation": activation.serialized]) { $1 }
  }
}

extension Activation: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config.activation() ?? .linear)
  }
}
