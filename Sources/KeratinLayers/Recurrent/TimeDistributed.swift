public import KeratinGraph
public import KeratinKernels

/// A layer applied to each step of a sequence, with the same weights.
///
/// Input `[batch, steps, …]`, output `[batch, steps, …]` with what the layer makes of `[batch, …]`.
///
/// All steps are one batch for a layer that treats samples each for itself (``Layer/treatsSamplesApart``). Another, as ``BatchNormalization``, whose
/// moments are of the batch it is given, is called step by step. A penalty on the layer's own activity is not counted, as in Keras.
public final class TimeDistributed: Layer {
  /// The layer that is applied.
  public let layer: Layer

  /// - Parameter layer: with one input and one result.
  public init(_ layer: Layer, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    self.layer = layer
    super.init(name: name, isTrainable: isTrainable, elementType: elementType ?? layer.elementType)
  }

  public override func build(_ input: Shape) throws {
    try checkRank(input)
    var shape = Shape([input[0]] + input.dimensions.dropFirst(2))
    shape[0] = givenBatchSize ?? Shape.unknown
    try layer.buildIfNeeded([shape])
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    try checkRank(x.shape)
    let (batch, steps) = (x.shape[0], x.shape[1])
    guard steps > 0 else {
      throw KeratinError(
        .shape, expected: "sequences of at least one step", received: "sequences of length 0, in shape \(x.shape)")
    }
    // A mask of the steps alone tells the layer nothing; one of steps of sequences does.
    let mask = context.mask(of: x).flatMap { $0.rank > 2 ? $0 : nil }
    guard layer.treatsSamplesApart else {
      let outputs = try (0..<steps).map { step in
        try applied(x[.all, step].withMask(mask.map { $0[.all, step] }), context)
      }
      return Tensor.stacked(outputs, axis: 1)
    }
    func together(_ x: Tensor) -> Tensor {
      x.reshaped(to: Shape([Shape.product(batch, steps)] + x.shape.dimensions.dropFirst(2)))
    }
    let y = try applied(together(x).withMask(mask.map(together)), context)
    return y.reshaped(to: Shape([batch, steps] + y.shape.dimensions.dropFirst()))
  }

  public override var supportsMasking: Bool { true }

  private func applied(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let results = try layer.invoke([x], context, addsPenalty: false)
    guard results.count == 1 else {
      throw KeratinError(
        .argument, expected: "a layer with one result", received: "'\(layer.name)', which has \(results.count)")
    }
    if let error = results[0].error { throw error }
    return results[0]
  }

  private func checkRank(_ shape: Shape) throws {
    guard shape.rank >= 3 else {
      throw KeratinError(
        .shape, expected: "an input with at least 3 axes, [batch, steps, …]", received: "shape \(shape)")
    }
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["layer": layer.serialized]) { $1 }
  }
}

extension TimeDistributed: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config.layer("layer"))
  }
}
