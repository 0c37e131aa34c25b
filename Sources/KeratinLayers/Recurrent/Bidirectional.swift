public import KeratinGraph
public import KeratinKernels

/// A recurrent layer run over a sequence from its beginning, and another one from its end, their outputs brought together.
///
/// Input as the layer has it; initial states, if given, are the forward layer's and then the backward layer's. The outputs of the
/// backward layer are put into the order of the input before both are merged. With `returnState` the last states of both follow.
/// Source: Schuster, Paliwal, "Bidirectional Recurrent Neural Networks", IEEE Transactions on Signal Processing 45, 1997.
public final class Bidirectional: Layer {
  /// How two outputs become one.
  public enum MergeMode: String, Sendable, CaseIterable {
    /// One after the other along the last axis.
    case concat
    /// Their sum, product or mean, element by element.
    case sum, mul, ave
  }

  /// How the outputs are merged; `nil` where they are two results.
  public let mergeMode: MergeMode?
  /// The layer that reads the sequence as it is.
  public let forwardLayer: RNN
  /// The layer that reads it from the end.
  public let backwardLayer: RNN
  private let mistake: KeratinError?

  /// - Parameters:
  ///   - layer: what is made anew as the forward layer, and the other way round as the backward layer.
  ///   - mergeMode: how the outputs are merged, `.concat` by default; `nil` for both as results of their own.
  ///   - backwardLayer: a layer of one's own for the other direction; by default one like `layer`.
  public init(
    _ layer: RNN, mergeMode: MergeMode? = .concat, backwardLayer: RNN? = nil, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.mergeMode = mergeMode
    var (forward, backward, mistake) = (layer, backwardLayer ?? layer, KeratinError?.none)
    do {
      forward = try layer.copy(layer.options, name: Bidirectional.name("forward_", layer.name))
      if backwardLayer == nil {
        var options = layer.options
        options.goBackwards = true
        backward = try layer.copy(options, name: Bidirectional.name("backward_", layer.name))
      }
    } catch {
      mistake = KeratinError(wrapping: error)
    }
    (forwardLayer, self.backwardLayer) = (forward, backward)
    self.mistake = mistake
    super.init(name: name, isTrainable: isTrainable, elementType: elementType ?? layer.elementType)
    for direction in [forward, backward] { direction.zeroOutputForMask = direction.returnSequences }
  }

  private static func name(_ prefix: String, _ name: String) -> String {
    name.hasPrefix(prefix) ? name : prefix + name
  }

  public var returnSequences: Bool { forwardLayer.returnSequences }
  public var returnState: Bool { forwardLayer.returnState }
  public var stateful: Bool { forwardLayer.stateful }

  /// The number of outputs, before the states.
  private var outputCount: Int { mergeMode == nil ? 2 : 1 }

  public override var resultCount: Int {
    outputCount + (returnState ? forwardLayer.resultCount + backwardLayer.resultCount - 2 : 0)
  }

  public override func build(_ inputs: [Shape]) throws {
    try checkDirections()
    try checkStateCount(inputs.count - 1)
    guard let input = inputs.first else {
      throw KeratinError(.argument, expected: "a sequence", received: "no input")
    }
    var shape = input
    shape[0] = givenBatchSize ?? Shape.unknown
    try forwardLayer.buildIfNeeded([shape])
    try backwardLayer.buildIfNeeded([shape])
  }

  public override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    try checkStateCount(inputs.count - 1)
    let states = inputs.dropFirst()
    let half = states.isEmpty ? 0 : forwardLayer.cell.stateSize.count
    let forward = try forwardLayer.invoke([inputs[0]] + states.prefix(half), context)
    let backward = try backwardLayer.invoke([inputs[0]] + states.dropFirst(half), context)
    if let error = (forward + backward).lazy.compactMap(\.error).first { throw error }
    let last = returnState ? forward.dropFirst() + backward.dropFirst() : []
    return merged(forward[0], returnSequences ? backward[0].reversed(axes: [1]) : backward[0]) + last
  }

  private func merged(_ a: Tensor, _ b: Tensor) -> [Tensor] {
    switch mergeMode {
    case .concat: [Tensor.concatenated([a, b], axis: -1)]
    case .sum: [a + b]
    case .mul: [a * b]
    case .ave: [(a + b) / 2]
    case nil: [a, b]
    }
  }

  public override var supportsMasking: Bool { true }

  /// The mask goes on with the outputs of all steps.
  public override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) -> [Tensor?] {
    results.indices.map { $0 < outputCount && returnSequences ? inputs.first?.mask : nil }
  }

  /// Sets the states that stateful layers keep to zero.
  public func resetStates() throws {
    guard stateful else {
      throw KeratinError(
        .state, expected: "stateful layers, whose states can be reset", received: "layers that keep no states",
        operation: "resetStates", layerPath: name)
    }
    try forwardLayer.resetStates()
    try backwardLayer.resetStates()
  }

  private func checkDirections() throws {
    if let mistake { throw mistake }
    guard forwardLayer.goBackwards != backwardLayer.goBackwards else {
      throw KeratinError(
        .argument, expected: "layers of which one has goBackwards: true",
        received: "two with goBackwards: \(forwardLayer.goBackwards)")
    }
    let pairs = [
      ("stateful", forwardLayer.stateful, backwardLayer.stateful),
      ("returnSequences", forwardLayer.returnSequences, backwardLayer.returnSequences),
      ("returnState", forwardLayer.returnState, backwardLayer.returnState),
    ]
    for (argument, forward, backward) in pairs where forward != backward {
      throw KeratinError(
        .argument, expected: "a forward and a backward layer with the same \(argument)",
        received: "\(forward) and \(backward)")
    }
  }

  private func checkStateCount(_ count: Int) throws {
    let wanted = forwardLayer.cell.stateSize.count + backwardLayer.cell.stateSize.count
    guard count == 0 || count == wanted else {
      throw KeratinError(
        .argument, expected: "no initial state, or \(wanted): the forward layer's and the backward layer's",
        received: "\(count)")
    }
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "merge_mode": mergeMode.map { .string($0.rawValue) } ?? .null, "layer": forwardLayer.serialized,
      "backward_layer": backwardLayer.serialized,
    ]) { $1 }
  }
}

extension Bidirectional: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      try config.layer("layer", as: RNN.self),
      mergeMode: config.object.config["merge_mode"] == nil ? .concat : try config.optional("merge_mode"),
      backwardLayer: config.isNull("backward_layer") ? nil : try config.layer("backward_layer", as: RNN.self))
  }
}
