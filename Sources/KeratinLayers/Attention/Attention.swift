public import KeratinGraph
public import KeratinKernels

/// Luong's attention: values weighed by softmax(query·keyᵀ).
///
/// Inputs, masks and results are those of ``ScoredAttention``. Scores are scale·query·keyᵀ, or w·Σ tanh(scale·(query + key)).
/// Source: Luong, Pham, Manning, "Effective approaches to attention-based neural machine translation", EMNLP 2015.
public final class Attention: ScoredAttention {
  /// How a score is computed.
  public enum ScoreMode: String, Sendable, Hashable, CaseIterable {
    /// The sum of products.
    case dot
    /// The sum of the hyperbolic tangents of sums, times a learned number.
    case concat
  }

  public let scoreMode: ScoreMode
  /// A learned factor, `nil` where there is none.
  public let scale: Variable?
  /// A learned factor of the scores of mode `.concat`, `nil` in the other.
  public let concatScoreWeight: Variable?

  /// - Parameters:
  ///   - useScale: whether scores have a learned factor, 1 at first; false by default.
  ///   - scoreMode: `.dot` by default.
  ///   - dropout: the share of weights that is dropped in training; 0 by default.
  ///   - seed: of the dropout.
  ///   - useCausalMask: whether a position sees none after it; false by default. Keras gives this to the call.
  ///   - returnAttentionScores: whether a second result holds the weights; false by default. Keras gives this to the call.
  public init(
    useScale: Bool = false, scoreMode: ScoreMode = .dot, dropout: Double = 0, seed: Int? = nil,
    useCausalMask: Bool = false, returnAttentionScores: Bool = false, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.scoreMode = scoreMode
    scale = useScale ? Variable("scale", initializer: .ones) : nil
    concatScoreWeight = scoreMode == .concat ? Variable("concat_score_weight", initializer: .ones) : nil
    super.init(useScale, dropout, seed, useCausalMask, returnAttentionScores, name, isTrainable, elementType)
  }

  override func addScoreVariables(_ dim: Int) {
    for variable in [scale, concatScoreWeight] { if let variable { add(variable, shape: .scalar) } }
  }

  override func scores(_ query: Tensor, _ key: Tensor) -> Tensor {
    guard let concatScoreWeight else {
      let scores = super.scores(query, key)
      return scale.map { scores * $0.value } ?? scores
    }
    let sums = query.expandingDimension(at: 2) + key.expandingDimension(at: 1)
    return concatScoreWeight.value * tanh(scale.map { $0.value * sums } ?? sums).sum(axis: -1)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["score_mode": .string(scoreMode.rawValue)]) { $1 }
  }
}

extension Attention: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      useScale: try config("use_scale", or: false), scoreMode: try config("score_mode", or: .dot),
      dropout: try config("dropout", or: 0), seed: try config.seed(), useCausalMask: try config.usesCausalMask(),
      returnAttentionScores: try config.returnsAttentionScores())
  }
}
