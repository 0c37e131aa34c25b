public import KeratinGraph
public import KeratinKernels
public import KeratinLayers

/// A model that is a stack of layers, each called on the result of the one before.
///
///     let model = Sequential {
///       Input(shape: [64])
///       Dense(32, activation: .relu)
///       Dense(10, activation: .softmax)
///     }
///
/// Without an `Input` the model is built for the first data that it sees.
public final class Sequential: Model {
  private var stack: [Layer] = []
  private var input: Tensor?
  private var misplacedInput: KeratinError?

  /// The layers in order, an `Input` before them or not.
  public convenience init(name: String? = nil, @LayerBuilder _ parts: () -> [SequentialPart]) {
    self.init(parts(), name: name)
  }

  /// The layers in order.
  public convenience init(_ layers: [Layer], name: String? = nil) {
    self.init(layers.map { SequentialPart.layer($0) }, name: name)
  }

  init(_ parts: [SequentialPart], name: String?) {
    super.init(name: name)
    for (index, part) in parts.enumerated() {
      switch part {
      case .layer(let layer): stack.append(layer)
      case .input(let tensor) where index == 0: input = tensor
      case .input:
        misplacedInput = KeratinError(
          .state, expected: "Input as the first thing in a Sequential", received: "an Input at place \(index + 1)",
          layerPath: self.name)
      }
    }
    rebuild()
  }

  /// Adds a layer at the end. A model that was compiled must be compiled again.
  public func add(_ layer: Layer) {
    stack.append(layer)
    compiled = nil
    rebuild()
  }

  /// Adds the input of an empty model.
  public func add(_ input: Tensor) {
    self.input = input
    compiled = nil
    rebuild()
  }

  /// Takes the last layer away; a model that was compiled must be compiled again. Throws where there is none.
  @discardableResult
  public func pop() throws -> Layer {
    guard let layer = stack.popLast() else {
      throw KeratinError(.state, expected: "a layer to take away", received: "an empty model", layerPath: name)
    }
    compiled = nil
    rebuild()
    return layer
  }

  /// The layers in order, the input among them, and the shape that the model was built for.
  public override var config: [String: ConfigValue] {
    let first = input.flatMap { $0.symbolic?.call.callee as? Layer }
    return [
      "name": .string(name), "trainable": .bool(isTrainable), "dtype": .string(elementType.rawValue),
      "layers": .array(((first.map { [$0] } ?? []) + stack).map(\.serialized)),
      "build_input_shape": input.map { .shape($0.shape) } ?? .null,
    ]
  }

  /// The layers in order, without the input.
  public override var layers: [Layer] { stack }
  public override var sublayers: [Layer] { stack }

  public override func build(_ inputs: [Shape]) throws {
    guard graph == nil, let shape = inputs.first else { return }
    guard !stack.isEmpty else {
      throw KeratinError(.state, expected: "at least one layer", received: "an empty model", layerPath: name)
    }
    input = Input(shape: shape.droppingFirst, elementType: pendingElementType ?? elementType)
    rebuild()
    guard let error = constructionError else { return }
    // The next data may fit.
    input = nil
    rebuild()
    throw error
  }

  /// The element type of the first data that a model without an input sees.
  var pendingElementType: ElementType?

  /// What is wrong with a stack in which two layers have one name, or one layer stands twice.
  private var repeatedName: KeratinError? {
    var seen: [String: Layer] = [:]
    for layer in stack {
      guard let former = seen.updateValue(layer, forKey: layer.name) else { continue }
      let isSame = former === layer
      return KeratinError(
        .argument, expected: "layers with names of their own in a Sequential",
        received: isSame ? "the layer '\(layer.name)' twice" : "two layers called '\(layer.name)'", layerPath: name,
        suggestion: isSame
          ? "Model(inputs:outputs:), which may call a layer twice" : "the argument name: of one of them")
    }
    return nil
  }

  private func rebuild() {
    steps.removeAll()
    constructionError = misplacedInput ?? repeatedName
    guard let input, !stack.isEmpty, constructionError == nil else { return forgetGraph() }
    setGraph(inputs: [input], outputs: [stack.reduce(input) { $1($0) }])
  }
}
