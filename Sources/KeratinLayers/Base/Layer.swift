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
/// Layers that are properties of a layer, alone or in arrays, are its ``sublayers``.
open class Layer: SymbolicCallee {
  /// The name in summaries, files and messages; by default Keras's, `dense_1`.
  public let name: String
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
  /// The layer's own variables in the order they were added.
  public private(set) var ownVariables: [Variable] = []

  private var pendingError: KeratinError?

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
  open func build(_ inputs: [Shape]) throws { try build(inputs.first ?? .scalar) }

  /// Computes the result for one input.
  open func call(_ x: Tensor, _ context: CallContext) throws -> Tensor { x }

  /// Computes the results for several inputs. By default calls the one-input form, and refuses more.
  open func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    guard inputs.count == 1 else {
      throw KeratinError(.argument, expected: "one input", received: "\(inputs.count) inputs")
    }
    return [try call(inputs[0], context)]
  }

  /// The arguments that made the layer, under Keras's names.
  open var config: [String: ConfigValue] {
    ["name": .string(name), "trainable": .bool(isTrainable), "dtype": .string(elementType.rawValue)]
  }

  /// The layers inside this one: by default every property that is a layer or an array of layers, in order.
  open var sublayers: [Layer] {
    var found: [Layer] = []
    var mirror: Mirror? = Mirror(reflecting: self)
    var levels: [[Layer]] = []
    while let level = mirror, level.subjectType != Layer.self {
      levels.append(level.children.flatMap { layers(in: $0.value) })
      mirror = level.superclassMirror
    }
    for layer in levels.reversed().flatMap({ $0 }) where !found.contains(where: { $0 === layer }) {
      found.append(layer)
    }
    return found
  }

  private func layers(in value: Any) -> [Layer] {
    if let layer = value as? Layer { return [layer] }
    if let layers = value as? [Layer] { return layers }
    return []
  }

  // MARK: - Variables

  /// Gives the layer a variable of this shape, with first values from its initializer.
  ///
  /// What goes wrong (a shape that is not known) is thrown when `build` returns.
  public func add(_ variable: Variable, shape: Shape, elementType: ElementType? = nil) {
    variable.path = name + "/" + variable.name
    do {
      try variable.build(shape: shape, elementType: elementType ?? self.elementType, key: RandomState.nextKey())
      ownVariables.append(variable)
    } catch {
      pendingError = pendingError ?? (error as? KeratinError)
    }
  }

  /// All variables of the layer and its sublayers; each layer's trainable ones before its others.
  public var variables: [Variable] {
    uniqued(
      ownVariables.filter(\.isTrainable) + ownVariables.filter { !$0.isTrainable } + sublayers.flatMap(\.variables))
  }

  /// Those that training changes: none of a layer that is not trainable.
  public var trainableVariables: [Variable] {
    guard isTrainable else { return [] }
    return uniqued(ownVariables.filter(\.isTrainable) + sublayers.flatMap(\.trainableVariables))
  }

  /// Those that training leaves alone or changes by other rules: moving averages, counters, frozen weights.
  public var nonTrainableVariables: [Variable] {
    let trainable = Set(trainableVariables.map(ObjectIdentifier.init))
    return variables.filter { !trainable.contains(ObjectIdentifier($0)) }
  }

  /// The variables that Keras calls weights: all but the counters of random layers.
  public var weights: [Variable] { variables.filter { !$0.isRandomCounter } }

  /// The number of elements in all weights.
  public var parameterCount: Int { weights.reduce(0) { $0 + $1.shape.count } }

  /// The values of all weights.
  public func getWeights() -> [Tensor] { weights.map(\.value) }

  /// Gives all weights new values, in the order of ``weights``. Throws, with nothing changed, where number or shapes differ.
  public func setWeights(_ values: [Tensor]) throws {
    let weights = weights
    guard values.count == weights.count else {
      throw KeratinError(
        .argument, expected: "\(weights.count) tensors, one for each weight of '\(name)'",
        received: "\(values.count)", operation: "setWeights",
        suggestion: isBuilt ? nil : "building the layer first, by calling it or giving the model an Input")
    }
    for (weight, value) in zip(weights, values) where weight.shape != value.shape {
      throw value.error
        ?? KeratinError(
          .shape, expected: "shape \(weight.shape) for '\(weight.path)'", received: "\(value.shape)",
          operation: "setWeights")
    }
    for (weight, value) in zip(weights, values) { try weight.assign(value.cast(to: weight.type!.elementType)) }
  }

  /// The penalties of all regularized weights that are trainable, each a scalar.
  public var penalties: [Tensor] {
    trainableVariables.compactMap { variable in variable.regularizer?.penalty(variable.value) }
  }

  // MARK: - Calling

  /// Calls the layer on one tensor.
  ///
  /// - Parameter training: the mode; by default that of the enclosing call, else inference.
  public func callAsFunction(
    _ x: Tensor, training: Bool? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    results([x], training: training, file: file, line: line)[0]
  }

  /// Calls the layer on several tensors and returns its first result: merging layers, attention.
  public func callAsFunction(
    _ inputs: [Tensor], training: Bool? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    results(inputs, training: training, file: file, line: line)[0]
  }

  /// Calls the layer and returns all its results: models with several outputs, recurrent layers that return their state.
  public func results(
    _ inputs: [Tensor], training: Bool? = nil, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let site = CallSite(file, line)
    do {
      for input in inputs { if let error = input.error { throw error } }
      if inputs.contains(where: { $0.symbolic != nil }) {
        return try symbolicCall(inputs, training: training).results
      }
      let outer = CallContext.current
      let context =
        outer.flatMap { training == nil || training == $0.isTraining ? $0 : nil }
        ?? CallContext(isTraining: training ?? outer?.isTraining ?? false)
      let results = try invoke(inputs, context).map { located($0, context, site) }
      outer?.collect(from: context)
      return results
    } catch {
      let known =
        (error as? KeratinError) ?? KeratinError(.state, expected: "the call to succeed", received: "\(error)")
      let path = ((CallContext.current?.path ?? []) + [name]).joined(separator: "/")
      return [Tensor(failing: known.located(layerPath: path, site: site), TensorType([nil]))]
    }
  }

  private func located(_ tensor: Tensor, _ context: CallContext, _ site: CallSite) -> Tensor {
    guard let error = tensor.error else { return tensor }
    let path = (context.path + [name]).joined(separator: "/")
    return Tensor(failing: error.located(layerPath: path, site: site), tensor.type)
  }

  /// Builds the layer if need be and computes, in the context of a call that goes on.
  public func invoke(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    let inputs = inputs.map(accepted)
    let shapes = inputs.map(\.shape)
    try buildIfNeeded(shapes)
    if let inputSpec { for shape in shapes { try inputSpec.check(shape) } }
    return try context.scope(name) {
      let results = try call(inputs, context)
      if let activityRegularizer {
        for result in results {
          context.addLoss(activityRegularizer.penalty(result) / Double(Swift.max(result.shape[0], 1)))
        }
      }
      return results
    }
  }

  /// Floating inputs of another width are brought to the layer's element type.
  private func accepted(_ input: Tensor) -> Tensor {
    input.elementType.isFloating && elementType.isFloating ? input.cast(to: elementType) : input
  }

  /// Builds the layer for inputs of these shapes, unless it is built.
  public func buildIfNeeded(_ shapes: [Shape]) throws {
    guard !isBuilt else { return }
    let shapes = shapes.map(\.withUnknownBatch)
    if let inputSpec { for shape in shapes { try inputSpec.check(shape) } }
    do {
      pendingError = nil
      try Trace.outside { try build(shapes) }
      if let pendingError { throw pendingError }
    } catch {
      ownVariables = []
      throw error
    }
    buildShapes = shapes
    isBuilt = true
  }

  private func symbolicCall(_ inputs: [Tensor], training: Bool?) throws -> SymbolicCall {
    let inputTypes = inputs.map(\.type)
    try buildIfNeeded(inputTypes.map(\.shape))
    let types = try SymbolicCall.resultTypes(inputTypes) { types in
      let trace = Trace()
      return try trace.run {
        let tensors = types.map { trace.input($0) }
        return try invoke(tensors, CallContext(isTraining: training ?? false)).map { result in
          if let error = result.error { throw error }
          return result.type
        }
      }
    }
    return SymbolicCall(self, inputs: inputs, isTraining: training, resultTypes: types)
  }

  private func uniqued(_ variables: [Variable]) -> [Variable] {
    var seen = Set<ObjectIdentifier>()
    return variables.filter { seen.insert(ObjectIdentifier($0)).inserted }
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
