public import KeratinGraph
public import KeratinKernels

/// Bahdanau's attention: values weighed by softmax(Σ scale·tanh(query + key)).
///
/// Inputs, masks and results are those of ``ScoredAttention``.
/// Source: Bahdanau, Cho, Bengio, "Neural machine translation by jointly learning to align and translate", ICLR 2015.
public final class AdditiveAttention: ScoredAttention {
  /// A learned factor for each channel, `nil` where there is none.
  public let scale: Variable?

  /// - Parameters:
  ///   - useScale: whether channels have learned factors; true by default.
  ///   - dropout: the share of weights that is dropped in training; 0 by default.
  ///   - seed: of the dropout.
  ///   - useCausalMask: whether a position sees none after it; false by default. Keras gives this to the call.
  ///   - returnAttentionScores: whether a second result holds the weights; false by default. Keras gives this to the call.
  public init(
    useScale: Bool = true, dropout: Double = 0, seed: Int? = nil, useCausalMask: Bool = false,
    returnAttentionScores: Bool = false, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    scale = useScale ? Variable("scale", initializer: .glorotUniform) : nil
    super.init(useScale, dropout, seed, useCausalMask, returnAttentionScores, name, isTrainable, elementType)
  }

  override func addScoreVariables(_ dim: Int) { if let scale { add(scale, shape: [dim]) } }

  override func scores(_ query: Tensor, _ key: Tensor) -> Tensor {
    let sums = tanh(query.expandingDimension(at: 2) + key.expandingDimension(at: 1))
    return (scale.map { $0.value * sums } ?? sums).sum(axis: -1)
  }
}

extension AdditiveAttention: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    // Keras writes the only mode of scores that it has.
    config.ignore("score_mode")
    self.init(
      useScale: try config("use_scale", or: true), dropout: try config("dropout", or: 0), seed: try config.seed(),
      useCausalMask: try config.usesCausalMask(), returnAttentionScores: try config.returnsAttentionScores())
  }
}
