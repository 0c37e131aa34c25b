public import KeratinGraph
public import KeratinKernels

/// For each position of a query a mean of values, weighted by how well keys match it; several times side by side.
///
/// Each head projects query, key and value, each with a kernel and bias of its own: Q, K `[…, keyDim]`, V `[…, valueDim]`. Its weights are
/// softmax(Q·Kᵀ / √keyDim) over the positions that may be attended to, its result weights·V; the results of all heads are projected to the
/// output.
///
///     let attention = MultiHeadAttention(numHeads: 2, keyDim: 16)
///     let y = attention(x, value: x)                   // self-attention
///     let z = attention(y, value: memory, key: keys)
///
/// Query `[batch, target…, dim]`, value and key `[batch, source…, dim]`, the key being the value if it is not given; output
/// `[batch, target…, outputShape]`, scores, where wanted, `[batch, heads, target…, source…]`. A position counts if the masks of query, value
/// and key, the attention mask and the causal mask all let it; where nothing does, weights are all the same for inputs of rank 3
/// without dropout and wanted scores, 0 otherwise. The output carries the query's mask.
/// Source: Vaswani and others, "Attention is all you need", NIPS 2017.
public final class MultiHeadAttention: Layer {
  public let numHeads: Int
  public let keyDim: Int
  public let valueDim: Int
  public let dropout: Double
  public let useBias: Bool
  /// The output's shape after the target positions, `nil` for the query's last extent.
  public let outputShape: Shape?
  /// The axes, the batch counted, that are attended over; `nil` for all between batch and the last.
  public let attentionAxes: [Int]?
  public let slidingWindow: Int?
  public let useGate: Bool
  public let useCausalMask: Bool
  public let returnAttentionScores: Bool
  public let seed: Int?
  /// The projection of the query, `nil` before the layer is built; its kernel is `[dim, numHeads, keyDim]`.
  public private(set) var queryDense: EinsumDense?
  /// The projection of the key; its kernel is `[dim, numHeads, keyDim]`.
  public private(set) var keyDense: EinsumDense?
  /// The projection of the query to the gate, where there is one.
  public private(set) var gateDense: EinsumDense?
  /// The projection of the value; its kernel is `[dim, numHeads, valueDim]`.
  public private(set) var valueDense: EinsumDense?
  /// The projection of the heads' results; its kernel is `[numHeads, valueDim] + outputShape`.
  public private(set) var outputDense: EinsumDense?
  private let dropoutLayer: Dropout
  private let kernelSettings: WeightSettings
  private let biasSettings: WeightSettings
  private let projectionRegularizer: (any Regularizer)?

  /// - Parameters:
  ///   - numHeads: how many heads there are, at least 1.
  ///   - keyDim: the extent of a head's queries and keys, at least 1.
  ///   - valueDim: the extent of a head's values; `keyDim` by default.
  ///   - dropout: the share of weights that is dropped in training; 0 by default.
  ///   - useBias: whether projections have biases; true by default.
  ///   - outputShape: after the target positions; the query's last extent by default.
  ///   - attentionAxes: the axes that are attended over, the batch counted as 0; all between batch and the last by default.
  ///   - slidingWindow: if given, positions that are this many or more steps apart do not count.
  ///   - kernelInitializer: of all kernels; `.glorotUniform` by default.
  ///   - biasInitializer: of all biases; `.zeros` by default.
  ///   - kernelRegularizer: a penalty on each kernel, none by default.
  ///   - biasRegularizer: a penalty on each bias, none by default.
  ///   - activityRegularizer: a penalty on the result of each projection, none by default.
  ///   - kernelConstraint: a rule for each kernel, none by default.
  ///   - biasConstraint: a rule for each bias, none by default.
  ///   - useGate: whether the heads' results are multiplied by σ of a projection of the query; false by default.
  ///   - seed: of the dropout.
  ///   - useCausalMask: whether a position sees none after it; false by default. Keras gives this to the call.
  ///   - returnAttentionScores: whether a second result holds the weights; false by default. Keras gives this to the call.
  public init(
    numHeads: Int, keyDim: Int, valueDim: Int? = nil, dropout: Double = 0, useBias: Bool = true,
    outputShape: Shape? = nil, attentionAxes: [Int]? = nil, slidingWindow: Int? = nil,
    kernelInitializer: any Initializer = .glorotUniform, biasInitializer: any Initializer = .zeros,
    kernelRegularizer: (any Regularizer)? = nil, biasRegularizer: (any Regularizer)? = nil,
    activityRegularizer: (any Regularizer)? = nil, kernelConstraint: (any Constraint)? = nil,
    biasConstraint: (any Constraint)? = nil, useGate: Bool = false, seed: Int? = nil, useCausalMask: Bool = false,
    returnAttentionScores: Bool = false, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.numHeads, self.keyDim, self.valueDim) = (numHeads, keyDim, valueDim ?? keyDim)
    (self.dropout, self.useBias, self.outputShape) = (dropout, useBias, outputShape)
    (self.attentionAxes, self.slidingWindow, self.useGate) = (attentionAxes, slidingWindow, useGate)
    (self.useCausalMask, self.returnAttentionScores, self.seed) = (useCausalMask, returnAttentionScores, seed)
    dropoutLayer = Dropout(dropout, seed: seed, name: "dropout", elementType: elementType)
    kernelSettings = WeightSettings(kernelInitializer, kernelRegularizer, kernelConstraint)
    biasSettings = WeightSettings(biasInitializer, biasRegularizer, biasConstraint)
    projectionRegularizer = activityRegularizer
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  /// Calls the layer on query, value and, if it is another, key.
  ///
  /// - Parameter attentionMask: `[batch, target…, source…]`, or a shape that broadcasts to it, or with heads after the batch: 0 where a
  ///   target position may not attend to a source position.
  public func callAsFunction(
    _ query: Tensor, value: Tensor, key: Tensor? = nil, attentionMask: Tensor? = nil, training: Bool? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    results(
      query, value: value, key: key, attentionMask: attentionMask, training: training, file: file, line: line)[0]
  }

  /// The same, with all results: the output and, where ``returnAttentionScores``, the weights.
  public func results(
    _ query: Tensor, value: Tensor, key: Tensor? = nil, attentionMask: Tensor? = nil, training: Bool? = nil,
    file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let inputs = attentionMask.map { [query, value, key ?? value, $0] } ?? [query, value] + (key.map { [$0] } ?? [])
    return results(inputs, training: training, file: file, line: line)
  }

  public override var resultCount: Int { returnAttentionScores ? 2 : 1 }

  public override func build(_ inputs: [Shape]) throws {
    try checkArguments(inputs)
    let (query, value) = (inputs[0], inputs[1])
    let key = inputs.count > 2 ? inputs[2] : value
    queryDense = try projection("query", query, to: [numHeads, keyDim])
    keyDense = try projection("key", key, to: [numHeads, keyDim])
    if useGate { gateDense = try projection("gate", query, to: [numHeads, valueDim], activation: .sigmoid) }
    valueDense = try projection("value", value, to: [numHeads, valueDim])
    let heads = Shape(query.dimensions.dropLast() + [numHeads, valueDim])
    outputDense = try projection(
      "attention_output", heads, bound: 2, to: outputShape?.dimensions ?? [query[-1]])
  }

  private func checkArguments(_ inputs: [Shape]) throws {
    guard numHeads > 0, keyDim > 0, valueDim > 0 else {
      throw KeratinError(
        .argument, expected: "numHeads, keyDim and valueDim to be at least 1",
        received: "\(numHeads), \(keyDim) and \(valueDim)")
    }
    guard slidingWindow ?? 1 > 0 else {
      throw KeratinError(.argument, expected: "a window of at least 1", received: "\(slidingWindow ?? 0)")
    }
    guard (2...4).contains(inputs.count) else {
      throw KeratinError(
        .argument, expected: "query and value, perhaps key and attention mask", received: "\(inputs.count) inputs",
        suggestion: "attention(x, value: x) for self-attention")
    }
    let ranks = Set(inputs.prefix(3).map(\.rank))
    guard ranks.count == 1, inputs[0].rank >= 3, inputs[0].rank <= 10 else {
      throw KeratinError(
        .shape, expected: "query, value and key with as many axes, three to ten: batch, positions, channels",
        received: inputs.prefix(3).map(\.description).joined(separator: ", "))
    }
    if inputs.count > 2 {
      let (value, key) = (inputs[1].dimensions.dropLast(), inputs[2].dimensions.dropLast())
      guard zip(value, key).dropFirst().allSatisfy({ $0 == $1 || $0 == Shape.unknown || $1 == Shape.unknown }) else {
        throw KeratinError(
          .shape, expected: "a key for each value", received: "values \(inputs[1]) and keys \(inputs[2])")
      }
    }
    _ = try attendedAxes(rank: inputs[0].rank)
  }

  /// ``attentionAxes`` counted from the front, for inputs with `rank` axes.
  private func attendedAxes(rank: Int) throws -> [Int] {
    guard let attentionAxes else { return Array(1..<rank - 1) }
    let axes = attentionAxes.map { $0 < 0 ? rank + $0 : $0 }
    guard !axes.isEmpty, Set(axes).count == axes.count, axes.allSatisfy({ (1..<rank - 1).contains($0) }) else {
      throw KeratinError(
        .argument, expected: "attention axes between the batch and the last axis of \(rank)",
        received: "\(attentionAxes)")
    }
    return axes
  }

  private func projection(
    _ name: String, _ input: Shape, bound: Int = 1, to outputs: [Int], activation: ActivationFunction? = nil
  ) throws -> EinsumDense {
    let free = input.rank - bound
    let equation = AttentionEquations.projection(free: free, bound: bound, outputs: outputs.count)
    let unknown = [Int](repeating: Shape.unknown, count: free - 1)
    let layer = EinsumDense(
      equation.equation, outputShape: Shape(unknown + outputs), activation: activation,
      biasAxes: useBias ? equation.biasAxes : nil, kernelInitializer: kernelSettings.initializer,
      biasInitializer: biasSettings.initializer, kernelRegularizer: kernelSettings.regularizer,
      biasRegularizer: biasSettings.regularizer, activityRegularizer: projectionRegularizer,
      kernelConstraint: kernelSettings.constraint, biasConstraint: biasSettings.constraint, name: name,
      elementType: elementType)
    try layer.buildIfNeeded([input])
    return layer
  }

  public override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    try checkArguments(inputs.map(\.shape))
    guard let queryDense, let keyDense, let valueDense, let outputDense else {
      throw KeratinError(.state, expected: "a layer that is built", received: "'\(name)'")
    }
    let rank = inputs[0].rank
    let axes = try attendedAxes(rank: rank)
    let key = inputs.count > 2 ? inputs[2] : inputs[1]
    let mask = try attentionMask(inputs, axes, context)
    let equations = AttentionEquations.attention(rank: rank + 1, axes: axes)
    let q = queryDense(inputs[0].withMask(nil)) * (1 / Double(keyDim).squareRoot())
    let scores = einsum(equations.scores, keyDense(key.withMask(nil)), q)
    // Keras has a function of its own for this, in which rows where nothing counts stay a softmax.
    let isPlain = rank == 3 && dropout == 0 && !returnAttentionScores
    let weights =
      if isPlain, let mask {
        softmax(which(mask, scores, Tensor(-1e9, elementType: scores.elementType)), axis: -1)
      } else {
        softmaxOverSources(scores, mask, sourceAxes: axes.count)
      }
    let value = valueDense(inputs[1].withMask(nil))
    var heads = einsum(equations.combination, dropout > 0 ? dropoutLayer(weights) : weights, value)
    if let gateDense { heads = heads * gateDense(inputs[0].withMask(nil)) }
    let output = outputDense(heads)
    return returnAttentionScores ? [output, weights] : [output]
  }

  /// Which source positions count for which target positions, in a shape that broadcasts to the scores'.
  private func attentionMask(_ inputs: [Tensor], _ axes: [Int], _ context: CallContext) throws -> Tensor? {
    var masks: [Tensor] = []
    if let mask = context.mask(of: inputs[0]) { masks.append(mask.expandingDimension(at: -1)) }
    for source in inputs[1..<Swift.min(inputs.count, 3)] {
      if let mask = context.mask(of: source) { masks.append(mask.expandingDimension(at: -2)) }
    }
    let (targets, sources) = (inputs[0].shape[1], inputs[1].shape[1])
    if useCausalMask || slidingWindow != nil {
      let distance =
        Tensor.arange(targets).reshaped(to: [1, targets, 1]) - Tensor.arange(sources).reshaped(to: [1, 1, sources])
      if useCausalMask { masks.append(distance .>= 0) }
      if let slidingWindow { masks.append(abs(distance) .< Double(slidingWindow)) }
    }
    if inputs.count > 3 {
      let given = inputs[3]
      masks.insert(given.elementType == .bool ? given : given .!= Tensor(0, elementType: given.elementType), at: 0)
    }
    guard let first = masks.first else { return nil }
    var mask = masks.dropFirst().reduce(first) { $0 .& $1 }
    if let error = mask.error { throw error }
    // Axes that are missing (heads, and the batch if it is not there) belong before the positions.
    let scoreRank = inputs[0].rank + axes.count
    let place = 2 * axes.count
    guard mask.rank >= place, mask.rank <= scoreRank else {
      throw KeratinError(
        .shape, expected: "an attention mask of shape [batch, target…, source…], \(place + 1) axes",
        received: "\(mask.shape)")
    }
    while mask.rank < scoreRank { mask = mask.expandingDimension(at: mask.rank - place) }
    return mask
  }

  private func softmaxOverSources(_ scores: Tensor, _ mask: Tensor?, sourceAxes: Int) -> Tensor {
    func flat(_ x: Tensor) -> Tensor {
      let kept = x.shape.dimensions.dropLast(sourceAxes)
      return x.reshaped(to: Shape(kept + [x.shape.dimensions.suffix(sourceAxes).reduce(1, Shape.product)]))
    }
    guard sourceAxes > 1 else { return mask.map { maskedSoftmax(scores, $0) } ?? softmax(scores, axis: -1) }
    let rows = flat(scores)
    let weights =
      mask.map { maskedSoftmax(rows, flat($0.broadcast(to: scores.shape))) } ?? softmax(rows, axis: -1)
    return weights.reshaped(to: scores.shape)
  }

  public override var supportsMasking: Bool { true }

  /// The query's mask for the output, none for the weights.
  public override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) -> [Tensor?] {
    results.indices.map { $0 == 0 ? inputs.first?.mask : nil }
  }

  public override var config: [String: ConfigValue] {
    var config = super.config
    config["num_heads"] = .int(numHeads)
    config["key_dim"] = .int(keyDim)
    config["value_dim"] = .int(valueDim)
    config["dropout"] = .double(dropout)
    config["use_bias"] = .bool(useBias)
    config["use_gate"] = .bool(useGate)
    config["output_shape"] = outputShape?.serialized ?? .null
    config["attention_axes"] = attentionAxes.map { axes in .array(axes.map { .int($0) }) } ?? .null
    config["sliding_window"] = slidingWindow.map { .int($0) } ?? .null
    config["kernel_initializer"] = configPart(kernelSettings.initializer)
    config["bias_initializer"] = configPart(biasSettings.initializer)
    config["kernel_regularizer"] = configPart(kernelSettings.regularizer)
    config["bias_regularizer"] = configPart(biasSettings.regularizer)
    config["activity_regularizer"] = configPart(projectionRegularizer)
    config["kernel_constraint"] = configPart(kernelSettings.constraint)
    config["bias_constraint"] = configPart(biasSettings.constraint)
    config["seed"] = seed.map { .int($0) } ?? .null
    return config
  }
}

extension MultiHeadAttention: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let kernel = try config.weight("kernel", .glorotUniform)
    let bias = try config.weight("bias", .zeros)
    self.init(
      numHeads: try config("num_heads"), keyDim: try config("key_dim"), valueDim: try config.optional("value_dim"),
      dropout: try config("dropout", or: 0), useBias: try config("use_bias", or: true),
      outputShape: config.isNull("output_shape") ? nil : try config.extents("output_shape"),
      attentionAxes: try config.optionalAxes("attention_axes"), slidingWindow: try config.optional("sliding_window"),
      kernelInitializer: kernel.initializer, biasInitializer: bias.initializer, kernelRegularizer: kernel.regularizer,
      biasRegularizer: bias.regularizer, activityRegularizer: try config.regularizer("activity_regularizer"),
      kernelConstraint: kernel.constraint, biasConstraint: bias.constraint, useGate: try config("use_gate", or: false),
      seed: try config.seed(), useCausalMask: try config.usesCausalMask(),
      returnAttentionScores: try config.returnsAttentionScores())
  }
}
