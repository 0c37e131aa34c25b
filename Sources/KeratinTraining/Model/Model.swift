internal import Foundation
public import KeratinGraph
public import KeratinKernels
public import KeratinLayers

/// A layer that can be trained: a graph of layers between inputs and outputs, or a subclass that calls its layers itself.
///
///     let image = Input(shape: [28, 28, 1])
///     let label = Dense(10, activation: .softmax)(Flatten()(image))
///     let model = Model(inputs: image, outputs: label)
///     try model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy(), metrics: [.accuracy])
///     try model.fit(x, y, epochs: 5)
///
/// A subclass overrides ``Layer/call(_:_:)-(Tensor,_)`` and has its layers as properties.
open class Model: Layer {
  /// The graph of layers; `nil` for a subclass that calls its layers itself.
  private(set) var graph: FunctionalGraph?
  /// What went wrong when the model was put together; `compile`, `fit` and `predict` throw it.
  var constructionError: KeratinError?
  /// What `compile` was given; `nil` before it.
  var compiled: CompiledModel?
  /// The variables that training changes, fixed by `compile`.
  var compiledVariables: [Variable]?
  /// Checks every kernel of `fit`, `evaluate` and `predict` against another backend, if set.
  public var crossCheck: CrossCheck?
  /// Notes how long each kernel of `fit`, `evaluate` and `predict` takes, if set.
  public var profile: Profile?
  /// Held by whoever calls the layers: a predictor may trace the model on another thread than the one that trains it.
  let tracing = NSRecursiveLock()
  /// Plans that were made, by what they are for.
  let steps = StepCache()
  /// Set by callbacks to end training after the current epoch, or from anywhere after the current step.
  public var stopTraining = false

  /// `Functional` for a graph of layers, else the subclass's name.
  open override class var className: String { Self.self == Model.self ? "Functional" : "\(Self.self)" }

  /// A model of a subclass, which calls its layers itself.
  public override init(name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  /// The model of the calls between one input and one output.
  public convenience init(inputs: Tensor, outputs: Tensor, name: String? = nil) {
    self.init(inputs: [inputs], outputs: [outputs], name: name)
  }

  /// The model of the calls between inputs and one output.
  public convenience init(inputs: [Tensor], outputs: Tensor, name: String? = nil) {
    self.init(inputs: inputs, outputs: [outputs], name: name)
  }

  /// The model of the calls between one input and outputs.
  public convenience init(inputs: Tensor, outputs: [Tensor], name: String? = nil) {
    self.init(inputs: [inputs], outputs: outputs, name: name)
  }

  /// The model of the calls between inputs and outputs. A graph that cannot be is reported by `compile`, `fit` and `predict`.
  public init(inputs: [Tensor], outputs: [Tensor], name: String? = nil) {
    super.init(name: name)
    setGraph(inputs: inputs, outputs: outputs)
  }

  /// Makes this the model of the calls between inputs and outputs.
  func setGraph(inputs: [Tensor], outputs: [Tensor]) {
    do {
      graph = try FunctionalGraph(inputs: inputs, outputs: outputs)
      constructionError = nil
      try buildIfNeeded(inputs.map(\.shape))
    } catch {
      constructionError = error as? KeratinError
    }
  }

  func forgetGraph() { graph = nil }

  /// The layers in Keras's order.
  open var layers: [Layer] {
    graph?.callees.compactMap { $0 as? Layer } ?? sublayers
  }

  open override var sublayers: [Layer] { graph == nil ? super.sublayers : layers }

  /// A model of calls has its layers under `layers`, before all else; a subclass has what is in its properties there too.
  open override var attributes: [(name: String, content: LayerAttribute)] {
    let all = ("layers", LayerAttribute.layers(layers.map { .layer($0) }))
    let others = super.attributes.filter { $0.name != "layers" }
    return graph == nil && !(self is Sequential) ? Layer.inSavingOrder(others + [all]) : [all] + others
  }

  /// The layer of that name. Throws where there is none.
  public func layer(named name: String) throws -> Layer {
    if let layer = layers.first(where: { $0.name == name }) { return layer }
    throw KeratinError(
      .argument, expected: "one of the layers \(layers.map(\.name).joined(separator: ", "))", received: "'\(name)'")
  }

  /// The functional tensors of the model's inputs; empty for a subclass.
  public var inputs: [Tensor] { graph?.inputs.map { Tensor($0) } ?? [] }
  /// The functional tensors of the model's outputs; empty for a subclass.
  public var outputs: [Tensor] { graph?.outputs.map { Tensor($0) } ?? [] }
  /// The names under which inputs may be given: those of their layers.
  public var inputNames: [String] { graph?.inputs.map(\.call.callee.name) ?? ["x"] }
  /// The names of the outputs: those of the layers that make them.
  public var outputNames: [String] { graph?.outputs.map(\.call.callee.name) ?? [name] }

  open override var resultCount: Int { graph?.outputs.count ?? super.resultCount }

  open override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    if let constructionError { throw constructionError }
    guard let graph else { return try super.call(inputs, context) }
    guard inputs.count == graph.inputs.count else {
      throw KeratinError(.argument, expected: "\(graph.inputs.count) inputs", received: "\(inputs.count)")
    }
    for (input, expected) in zip(inputs, graph.inputs) {
      let wanted = expected.type.shape
      let fits =
        input.shape.rank == wanted.rank
        && zip(input.shape.dimensions, wanted.dimensions).allSatisfy { $1 == Shape.unknown || $0 == $1 }
      guard fits else {
        throw KeratinError(
          .shape, expected: "input '\(expected.call.callee.name)' of shape \(wanted)",
          received: "shape \(input.shape)",
          suggestion: input.rank + 1 == wanted.rank ? "a batch axis in front: reshaped(to: …)" : nil)
      }
    }
    return try graph.run(inputs, context)
  }

  /// True where the graph has no raw operations and all of its layers are like that.
  open override var treatsSamplesApart: Bool {
    guard let graph else { return false }
    return graph.callees.allSatisfy { ($0 as? Layer)?.treatsSamplesApart == true }
  }

  open override var supportsMasking: Bool { true }

  /// None beside those that the outputs carry already, from the layers inside.
  open override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) throws -> [Tensor?] { results.map(\.mask) }

  // MARK: - Configuration

  /// For a graph of layers what Keras's files say of it.
  open override var config: [String: ConfigValue] {
    guard let graph else { return super.config }
    var writer = FunctionalWriter(graph)
    return writer.config(self)
  }

  /// The model as Keras's files describe it, with the shapes it was built for and, where it is compiled, what it was compiled with.
  open override var serialized: ConfigValue { described(by: super.serialized) }

  // MARK: - Steps, to override

  /// One step of training: predictions, loss, gradients, update, metrics. Returns values for logs by name.
  ///
  /// It is traced like a layer's `call` and runs from a plan. For a step of your own use ``predictions(for:)``,
  /// ``computeLoss(_:_:)``, `gradient(of:with:)`, ``Optimizer/apply(_:to:)`` and ``computeMetrics(_:_:)``.
  open func trainStep(_ batch: Batch) throws -> [String: Tensor] { try standardTrainStep(batch) }

  /// One step of `evaluate`. Returns values for logs by name.
  open func testStep(_ batch: Batch) throws -> [String: Tensor] { try standardTestStep(batch) }

  /// One step of `predict`. Returns a tensor for each output.
  open func predictStep(_ batch: Batch) throws -> [Tensor] { try predictions(for: batch.inputs) }

  /// Throws what went wrong when the model was put together.
  func requireSound() throws { if let constructionError { throw constructionError.located(operation: "Model") } }
}
