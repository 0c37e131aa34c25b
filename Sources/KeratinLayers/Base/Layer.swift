public import KeratinGraph
public import KeratinKernels

/// A function from tensors to tensors with variables of its own, written once in operations on ``Tensor``.
///
/// To write one, override ``build(_:)-(Shape)`` to add variables and ``call(_:_:)-(Tensor,_)`` to compute:
///
///     final class Scale: Layer {
///       let factor = Variable("factor", initializer: .ones)
///       override func build(_ input: Shape) throws { add(factor, shape: [input[-1]]) }
///       override func call(_ x: Tensor, _ context: CallContext) -> Tensor { x * factor.value }
///     }
///
/// Layers that are properties of a layer, alone or in arrays, are its ``sublayers``. A layer is used by one thread at a time.
open class Layer: SymbolicCallee {
  /// The name in summaries, files and messages; by default Keras's, `dense_1`.
  public internal(set) var name: String
  /// Whether training changes the layer's weights. Takes effect at the next `compile`.
  public var isTrainable: Bool
  /// The element type of the layer's variables and floating results.
  public let elementType: ElementType
  /// The penalty on the layer's output, divided by the batch size, that is added to the loss.
  public var activityRegularizer: (any Regularizer)?
  /// What inputs must look like; set by ``build(_:)-(Shape)`` where the weights fix it.
  public var inputSpec: InputSpec?
  /// True once the layer's variables exist.
  public private(set) var isBuilt = false
  /// The shapes the layer was built for, batch unknown.
  public private(set) var buildShapes: [Shape] = []
  /// While the layer is being built, and after: the batch size of what it was built for, `nil` where that was not known.
  private(set) var givenBatchSize: Int?
  /// The layer's own variables in the order they were added.
  public private(set) var ownVariables: [Variable] = []

  private var pendingError: (any Error)?

  /// - Parameters:
  ///   - name: by default the class's name in snake case, numbered.
  ///   - isTrainable: whether training changes the weights; true by default.
  ///   - elementType: by default ``FloatPolicy/elementType``.
  public init(name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    self.name = name ?? LayerNames.next(for: Self.className)
    self.isTrainable = isTrainable
    self.elementType = elementType ?? FloatPolicy.elementType
  }

  // MARK: - To override

  /// Keras's name of the class, from which default names are made: by default the Swift name.
  open class var className: String { "\(Self.self)" }

  /// Adds the layer's variables for an input of this shape; the batch axis is unknown.
  open func build(_ input: Shape) throws {}

  /// Adds the layer's variables for several inputs. By default builds for the first.
  open func build(_ inputs: [Shape]) throws {
    guard let first = inputs.first else {
      throw KeratinError(.argument, expected: "at least one input", received: "none")
    }
    try build(first)
  }

  /// Computes the result for one input. A layer overrides this or the form for several inputs.
  open func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    throw KeratinError(
      .state, expected: "a layer that overrides call(_:_:)", received: "\(Self.self), which does not")
  }

  /// Computes the results for several inputs. By default calls the one-input form, and refuses more.
  open func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    guard inputs.count == 1 else {
      throw KeratinError(.argument, expected: "one input", received: "\(inputs.count) inputs")
    }
    return [try call(inputs[0], context)]
  }

  /// How many tensors ``call(_:_:)-([Tensor],_)`` returns; a call that fails returns as many that carry the error. 1 by default.
  open var resultCount: Int { 1 }

  /// Whether the layer passes the masks of its inputs on to its results, or uses them. False by default: the mask of an input ends
  /// here, and a warning says so.
  open var supportsMasking: Bool { false }

  /// The masks that the results of a call carry, one for each result, where ``supportsMasking``; a result that has one keeps it.
  ///
  /// By default the first input's goes to every result that keeps the axes it is for.
  open func computeMask(_ inputs: [Tensor], _ results: [Tensor]) throws -> [Tensor?] {
    let mask = inputs.first?.mask
    return results.map { result in mask.flatMap { result.keepsAxes(of: $0) ? $0 : nil } }
  }

  /// The arguments that made the layer, under Keras's names.
  open var config: [String: ConfigValue] {
    var config: [String: ConfigValue] = [
      "name": .string(name), "trainable": .bool(isTrainable), "dtype": .string(elementType.rawValue),
    ]
    if let activityRegularizer { config["activity_regularizer"] = configPart(activityRegularizer) }
    return config
  }

  /// The layer as Keras's files describe it: its class and ``config``. Models override it.
  open var serialized: ConfigValue { standardSerialized }

  /// Whether each sample's results follow from that sample alone, whatever else is in the batch. ``TimeDistributed`` then takes all steps as
  /// one batch.
  ///
  /// By default true for layers of the library that keep nothing from call to call and whose layers inside are like that, false for others.
  open var treatsSamplesApart: Bool {
    self is any KerasObject && ownVariables.allSatisfy { $0.isTrainable || $0.isRandomCounter }
      && sublayers.allSatisfy(\.treatsSamplesApart)
  }

  /// The layers inside this one: by default every property that is a layer, or an array or dictionary of layers, in order.
  open var sublayers: [Layer] { layersInProperties }

  /// The attributes of Keras's class that hold what properties of this one hold, where they are not called as the properties are, in
  /// snake case. Weight files name sublayers by them.
  open class var attributeNames: [String: String] { [:] }

  /// The sublayers by the attributes that hold them in Keras, in the order in which Keras saves them.
  open var attributes: [(name: String, content: LayerAttribute)] { attributesOfProperties }

  /// The layer's own weights by the attribute that holds them in Keras, empty for the layer itself: there its trainable ones before
  /// its others. A layer that does itself what Keras leaves to a layer inside, says so here.
  open var weightGroups: [(attribute: String, weights: [Variable])] {
    let own = ownVariables.filter { !$0.isRandomCounter }
    return [("", own.filter(\.isTrainable) + own.filter { !$0.isTrainable })]
  }

  // MARK: - Building

  /// Gives the layer a variable of this shape, with first values from its initializer.
  ///
  /// What goes wrong (a shape that is not known) is thrown when `build` returns.
  public func add(_ variable: Variable, shape: Shape, elementType: ElementType? = nil) {
    variable.path = name + "/" + variable.name
    do {
      try variable.build(shape: shape, elementType: elementType ?? self.elementType, key: RandomState.nextKey())
      ownVariables.append(variable)
    } catch {
      pendingError = pendingError ?? error
    }
  }

  /// Builds the layer for inputs of these shapes, unless it is built. Throws with the layer as it was.
  public func buildIfNeeded(_ shapes: [Shape]) throws {
    guard !isBuilt else { return }
    givenBatchSize = shapes.first.flatMap { $0.rank > 0 && $0[0] != Shape.unknown ? $0[0] : nil }
    let shapes = shapes.map(\.withUnknownBatch)
    let (variablesBefore, specBefore) = (ownVariables, inputSpec)
    do {
      try requireSoundName(name)
      try checkInputs(shapes)
      try Trace.outside { try build(shapes) }
      if let pendingError { throw pendingError }
    } catch {
      (ownVariables, inputSpec, pendingError) = (variablesBefore, specBefore, nil)
      throw error
    }
    buildShapes = shapes
    isBuilt = true
  }

  /// Throws where the inputs are not what ``inputSpec`` demands.
  func checkInputs(_ shapes: [Shape]) throws {
    if let inputSpec { for shape in shapes { try inputSpec.check(shape) } }
  }
}

/// Requires a name that can be part of a path.
func requireSoundName(_ name: String) throws {
  guard !name.isEmpty, !name.contains("/") else {
    throw KeratinError(
      .argument, expected: "a layer's name of at least one character, without a slash", received: "'\(name)'")
  }
}

extension Shape {
  /// The shape with its first axis unknown.
  public var withUnknownBatch: Shape {
    var shape = self
    shape[0] = Shape.unknown
    return shape
  }
}
