public import KeratinGraph
public import KeratinKernels

/// The base of layers that weigh values by scores of queries and keys. Not to be used itself.
///
/// Inputs `[query, value]` or `[query, value, key]`, the key being the value if it is not given: query `[batch, Tq, dim]`, value and key
/// `[batch, Tv, dim]`. Output softmax(scores)·value, `[batch, Tq, dim]`, and, where wanted, the weights `[batch, Tq, Tv]`. Positions that
/// the value's mask excludes have weight 0, those of the output that the query's mask excludes are 0; the output carries the query's mask.
public class ScoredAttention: RandomLayer {
  public let useScale: Bool
  /// The share of weights that is dropped in training.
  public let dropout: Double
  public let useCausalMask: Bool
  public let returnAttentionScores: Bool

  init(
    _ useScale: Bool, _ dropout: Double, _ seed: Int?, _ useCausalMask: Bool, _ returnAttentionScores: Bool,
    _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?
  ) {
    (self.useScale, self.dropout) = (useScale, dropout)
    (self.useCausalMask, self.returnAttentionScores) = (useCausalMask, returnAttentionScores)
    super.init(seed, for: "dropout", name, isTrainable, elementType)
  }

  /// How well each key matches each query, `[batch, Tq, Tv]`.
  func scores(_ query: Tensor, _ key: Tensor) -> Tensor { query.matmul(key, transposeB: true) }

  /// Adds the variables of the scores for queries whose last extent is `dim`.
  func addScoreVariables(_ dim: Int) {}

  public override var resultCount: Int { returnAttentionScores ? 2 : 1 }

  public override func build(_ inputs: [Shape]) throws {
    try checkShapes(inputs)
    guard (0...1).contains(dropout) else {
      throw KeratinError(.argument, expected: "a dropout in 0...1", received: "\(dropout)")
    }
    addScoreVariables(inputs[0][-1])
    try super.build(inputs[0])
  }

  private func checkShapes(_ inputs: [Shape]) throws {
    guard (2...3).contains(inputs.count) else {
      throw KeratinError(
        .argument, expected: "an array of query and value, or query, value and key",
        received: "\(inputs.count) inputs", suggestion: "\(Self.className)()([query, value])")
    }
    let keys = inputs.count > 2 ? inputs[2] : inputs[1]
    func agree(_ a: Int, _ b: Int) -> Bool { a == b || a == Shape.unknown || b == Shape.unknown }
    let fits =
      inputs.allSatisfy { $0.rank == 3 && agree($0[0], inputs[0][0]) } && agree(inputs[0][-1], keys[-1])
      && agree(inputs[1][1], keys[1])
    guard fits else {
      throw KeratinError(
        .shape, expected: "query [batch, Tq, dim], value and key [batch, Tv, dim]",
        received: inputs.map(\.description).joined(separator: ", "))
    }
  }

  public override func call(_ inputs: [Tensor], _ context: CallContext) throws -> [Tensor] {
    try checkShapes(inputs.map(\.shape))
    let (query, value) = (inputs[0], inputs[1])
    var scores = scores(query, inputs.count > 2 ? inputs[2] : value)
    let masks = [context.mask(of: value)?.expandingDimension(at: 1), causalMask(scores.shape)].compactMap { $0 }
    if let first = masks.first {
      // Keras subtracts, so where nothing counts the weights are those of the scores.
      scores = which(masks.dropFirst().reduce(first) { $0 .& $1 }, scores, scores - 1e9)
    }
    let weights = softmax(scores, axis: -1)
    var dropped = weights
    if context.isTraining, dropout > 0 {
      dropped = KeratinGraph.dropout(weights, rate: dropout, key: key, step: try nextStep(), noiseShape: nil)
    }
    var output = dropped.matmul(value)
    if let mask = context.mask(of: query) {
      output = which(mask.expandingDimension(at: 2), output, Tensor(0, elementType: output.elementType))
    }
    return returnAttentionScores ? [output, weights] : [output]
  }

  private func causalMask(_ scores: Shape) -> Tensor? {
    guard useCausalMask else { return nil }
    let rows = Tensor.arange(scores[1]).reshaped(to: [1, scores[1], 1])
    return rows .>= Tensor.arange(scores[2]).reshaped(to: [1, 1, scores[2]])
  }

  /// The query's mask for the output, none for the weights.
  public override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) -> [Tensor?] {
    results.indices.map { $0 == 0 ? inputs.first?.mask : nil }
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["use_scale": .bool(useScale), "dropout": .double(dropout)]) { $1 }
  }
}
