public import KeratinGraph
public import KeratinKernels

/// Numbers for texts: each is standardized, split into tokens, and the tokens are looked up in a vocabulary.
///
/// A tensor has no strings, so this is no layer of a model: it makes the numbers that a model is fed with.
///
///     let vectorize = TextVectorization(maxTokens: 1000, outputSequenceLength: 20)
///     try vectorize.adapt(texts)
///     try model.fit(vectorize(texts), labels)
///
/// Index 0 fills up short texts and index 1 is that of tokens outside the vocabulary; in modes that write vectors there is no filling, and index 0
/// is that of tokens outside. What cannot be is a tensor that carries the error.
public final class TextVectorization {
  public let standardize: TextStandardization?
  public let split: TextSplit?
  public let ngrams: NGrams?
  public let outputMode: OutputMode
  public let outputSequenceLength: Int?
  private let lookup: StringLookup

  /// - Parameters:
  ///   - maxTokens: the largest size of the vocabulary, special tokens included; none by default.
  ///   - standardize: what is made of a text first: by default ASCII letters to lower case and no punctuation; `nil` for nothing.
  ///   - split: into what a text is split; by default at white space; `nil` for texts that are one token.
  ///   - ngrams: of how many tokens in a row one is made; by default single tokens.
  ///   - outputMode: indices by default.
  ///   - outputSequenceLength: with indices, to which all texts are cut or filled up; by default the longest text's. At least 1.
  ///   - padToMaxTokens: whether vectors have `maxTokens` elements, however small the vocabulary; false by default.
  ///   - vocabulary: the tokens in order; by default ``adapt(_:)`` finds them.
  ///   - idfWeights: for ``OutputMode/tfIdf``, the weight of each token of `vocabulary`.
  ///   - elementType: of vectors; by default ``FloatPolicy/elementType``.
  public init(
    maxTokens: Int? = nil, standardize: TextStandardization? = .lowerAndStripPunctuation,
    split: TextSplit? = .whitespace, ngrams: NGrams? = nil, outputMode: OutputMode = .int,
    outputSequenceLength: Int? = nil, padToMaxTokens: Bool = false, vocabulary: [String]? = nil,
    idfWeights: [Double]? = nil, elementType: ElementType? = nil
  ) {
    self.standardize = standardize
    self.split = split
    self.ngrams = ngrams
    self.outputMode = outputMode
    self.outputSequenceLength = outputSequenceLength
    lookup = StringLookup(
      maxTokens: maxTokens, maskToken: "", vocabulary: vocabulary, idfWeights: idfWeights, outputMode: outputMode,
      padToMaxTokens: padToMaxTokens, elementType: elementType)
  }

  /// Finds the vocabulary in texts: the most frequent tokens first, of equally frequent ones the last in order.
  public func adapt(_ texts: [String]) throws { try lookup.adapt(try texts.map { try tokens(of: $0) }) }

  /// Takes a vocabulary as it is, with or without the special tokens before it.
  ///
  /// - Parameter idfWeights: for ``OutputMode/tfIdf``, the weight of each token.
  public func setVocabulary(_ vocabulary: [String], idfWeights: [Double]? = nil) throws {
    try lookup.setVocabulary(vocabulary, idfWeights: idfWeights)
  }

  /// The tokens in the order of their indices; without the special ones on request.
  public func getVocabulary(includeSpecialTokens: Bool = true) -> [String] {
    lookup.getVocabulary(includeSpecialTokens: includeSpecialTokens)
  }

  /// The number of indices, special ones included.
  public var vocabularySize: Int { lookup.vocabularySize }

  /// A row for each text: int32 indices, `[texts, length]`; or in other modes vectors, `[texts, depth]`.
  public func callAsFunction(_ texts: [String]) -> Tensor {
    do {
      let rows = try texts.map { try lookup.indices(try tokens(of: $0)) }
      guard outputMode == .int else { return try lookup.encoded(rows) }
      let length = outputSequenceLength ?? rows.map(\.count).max() ?? 0
      return try lookup.encoded(
        rows.map { $0.prefix(length) + [Int32](repeating: 0, count: max(length - $0.count, 0)) })
    } catch {
      return Tensor(failing: KeratinError(wrapping: error).located(operation: "TextVectorization"))
    }
  }

  private func tokens(of text: String) throws -> [String] {
    if let outputSequenceLength, outputMode != .int || outputSequenceLength < 1 {
      throw KeratinError(
        .argument, expected: "outputSequenceLength of at least 1, and only with outputMode .int",
        received: "\(outputSequenceLength) with \(outputMode)")
    }
    if let ngrams, ngrams.widths.isEmpty || ngrams.widths.contains(where: { $0 < 1 }) {
      throw KeratinError(.argument, expected: "ngrams of at least 1 token", received: "\(ngrams.widths)")
    }
    let standard = standardize.map { $0.apply(text) } ?? text
    let tokens = split.map { $0.apply(standard) } ?? [standard]
    return ngrams.map { $0.apply(tokens) } ?? tokens
  }
}
