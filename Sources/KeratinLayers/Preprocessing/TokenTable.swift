internal import KeratinGraph
internal import KeratinKernels

/// The arguments and the vocabulary of a layer that looks tokens up: what ``StringLookup`` and ``IntegerLookup`` share.
///
/// Indices: 0 for the mask token, if there is one and indices are what is asked for; then those for tokens outside the vocabulary; then the
/// vocabulary's.
struct TokenTable<Token: Hashable & Comparable & Sendable> {
  let maxTokens: Int?
  let numOovIndices: Int
  let maskToken: Token?
  let oovToken: Token
  let invert: Bool
  let outputMode: OutputMode
  let padToMaxTokens: Bool

  /// The vocabulary without special tokens; `nil` before there is one.
  private(set) var tokens: [Token]?
  private(set) var indices: [Token: Int] = [:]
  /// For tf-idf: the weight of each index.
  private(set) var weights: [Double] = []
  private(set) var wasGiven = false

  init(
    maxTokens: Int?, numOovIndices: Int, maskToken: Token?, oovToken: Token, invert: Bool, outputMode: OutputMode,
    padToMaxTokens: Bool
  ) {
    self.maxTokens = maxTokens
    self.numOovIndices = numOovIndices
    self.maskToken = maskToken
    self.oovToken = oovToken
    self.invert = invert
    self.outputMode = outputMode
    self.padToMaxTokens = padToMaxTokens
  }

  func checkArguments() throws {
    func require(_ holds: Bool, _ expected: String, _ received: String) throws {
      if !holds { throw KeratinError(.argument, expected: expected, received: received) }
    }
    try require(maxTokens ?? 2 > 1, "maxTokens of more than 1", "\(maxTokens ?? 0)")
    try require((0...Int(Int32.max)).contains(numOovIndices), "numOovIndices of at least 0", "\(numOovIndices)")
    try require(!padToMaxTokens || maxTokens != nil, "maxTokens, to which to pad", "padToMaxTokens without it")
    try require(!invert || outputMode == .int, "outputMode .int of a layer that inverts", "\(outputMode)")
    try require(
      (maxTokens ?? .max) > tokenStart, "maxTokens that leave room beside \(tokenStart) special tokens",
      "\(maxTokens ?? 0)")
  }

  /// The first index for tokens outside the vocabulary.
  var oovStart: Int { maskToken != nil && outputMode == .int ? 1 : 0 }
  /// The first index of the vocabulary.
  var tokenStart: Int { oovStart + max(numOovIndices, 0) }
  /// The number of indices.
  var size: Int { tokenStart + (tokens?.count ?? 0) }
  /// The extent of encoded vectors.
  var depth: Int { padToMaxTokens ? maxTokens ?? size : size }

  /// All tokens in the order of their indices, or those of the vocabulary alone.
  func vocabulary(includeSpecialTokens: Bool) -> [Token] {
    let own = tokens ?? []
    if !includeSpecialTokens { return own }
    let mask = oovStart == 1 ? [maskToken].compactMap { $0 } : []
    return mask + [Token](repeating: oovToken, count: max(numOovIndices, 0)) + own
  }

  /// Takes a vocabulary as it is, with or without the special tokens before it.
  mutating func set(_ vocabulary: [Token], idfWeights: [Double]?) throws {
    try checkArguments()
    func error(_ expected: String, _ received: String) -> KeratinError {
      KeratinError(.argument, expected: expected, received: received, operation: "setVocabulary")
    }
    if vocabulary.isEmpty { throw error("a vocabulary", "an empty one") }
    guard (idfWeights != nil) == (outputMode == .tfIdf) else {
      throw error(
        "idfWeights for outputMode .tfIdf and none for others",
        "\(idfWeights == nil ? "none" : "weights") for \(outputMode)")
    }
    let special = self.vocabulary(includeSpecialTokens: true).prefix(tokenStart)
    let hasSpecial = vocabulary.starts(with: special)
    let own = hasSpecial ? Array(vocabulary.dropFirst(tokenStart)) : vocabulary
    var seen: Set<Token> = []
    for (place, token) in own.enumerated() {
      if !seen.insert(token).inserted { throw error("each token once in the vocabulary", "'\(token)' twice") }
      if token == maskToken || invert && token == oovToken {
        throw error(
          "special tokens nowhere, or at the vocabulary's start as \(Array(special))", "'\(token)' at token \(place)")
      }
    }
    if let maxTokens, tokenStart + own.count > maxTokens {
      throw error("at most maxTokens (\(maxTokens)) tokens, special ones included", "\(tokenStart + own.count)")
    }
    if let idfWeights {
      guard idfWeights.count == vocabulary.count else {
        throw error("as many idfWeights as tokens (\(vocabulary.count))", "\(idfWeights.count)")
      }
      setWeights(idfWeights, front: hasSpecial ? 0 : tokenStart)
    }
    wasGiven = true
    use(own)
  }

  /// Finds the vocabulary in documents: the most frequent tokens first, of equally frequent ones the last in order.
  mutating func adapt(_ documents: [[Token]]) throws {
    try checkArguments()
    if wasGiven {
      throw KeratinError(
        .state, expected: "a layer that was not given a vocabulary", received: "adapt", operation: "adapt")
    }
    var counts: [Token: Int] = [:]
    var documentCounts: [Token: Int] = [:]
    for document in documents {
      for token in document { counts[token, default: 0] += 1 }
      if outputMode == .tfIdf { for token in Set(document) { documentCounts[token, default: 0] += 1 } }
    }
    if let maskToken { counts[maskToken] = nil }
    counts[oovToken] = nil
    if counts.isEmpty {
      throw KeratinError(.data, expected: "tokens to make a vocabulary of", received: "none", operation: "adapt")
    }
    let sorted = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key > $1.key }.map(\.key)
    let own = Array(sorted.prefix(maxTokens.map { $0 - tokenStart } ?? sorted.count))
    if outputMode == .tfIdf {
      let numbers = own.map { token in
        let withToken = 1 + Double(documentCounts[token] ?? 0)
        return PortableMath.log(1 + Double(documents.count) / withToken)
      }
      setWeights(numbers, front: tokenStart)
    }
    use(own)
  }

  /// The index of a token, `nil` for one outside the vocabulary that has none. `hash` chooses among several indices for such tokens.
  /// Where vectors are asked for the mask token is -1, which leaves no trace.
  func index(of token: Token, hash: (Token) -> UInt64) -> Int? {
    if token == maskToken { return outputMode == .int ? 0 : -1 }
    if let index = indices[token] { return tokenStart + index }
    if numOovIndices <= 1 { return numOovIndices == 1 ? oovStart : nil }
    return oovStart + Int(hash(token) % UInt64(numOovIndices))
  }

  /// Requires a vocabulary to look tokens up in.
  func requireVocabulary() throws {
    try checkArguments()
    if tokens == nil {
      throw KeratinError(
        .state, expected: "a vocabulary", received: "a layer that has none yet",
        suggestion: "adapt(_:), setVocabulary(_:) or the argument vocabulary")
    }
  }

  private mutating func use(_ own: [Token]) {
    tokens = own
    indices = Dictionary(uniqueKeysWithValues: own.enumerated().map { ($1, $0) })
  }

  /// Weights with their mean before them for indices that have none, and zeros behind up to maxTokens where vectors are padded.
  private mutating func setWeights(_ numbers: [Double], front: Int) {
    let mean = numbers.reduce(0, +) / Double(max(numbers.count, 1))
    weights = [Double](repeating: mean, count: front) + numbers
    if padToMaxTokens, let maxTokens {
      weights += [Double](repeating: 0, count: max(maxTokens - weights.count, 0))
    }
  }

  var config: [String: ConfigValue] {
    func value(_ token: Token?) -> ConfigValue {
      switch token {
      case let bytes as TokenText: .string(bytes.text)
      case let number as Int: .int(number)
      default: .null
      }
    }
    // Tokens that were learnt stand here too, not in a file of their own; with them the weights that they were given.
    let own = outputMode == .tfIdf ? tokens.map { weights.dropFirst(tokenStart).prefix($0.count) } : nil
    return [
      "max_tokens": maxTokens.map { .int($0) } ?? .null, "num_oov_indices": .int(numOovIndices),
      "mask_token": value(maskToken), "oov_token": value(oovToken), "invert": .bool(invert),
      "output_mode": .string(outputMode.rawValue), "pad_to_max_tokens": .bool(padToMaxTokens), "sparse": false,
      "vocabulary": tokens.map { .array($0.map { value($0) }) } ?? .null,
      "idf_weights": own.map { .array($0.map { .double($0) }) } ?? .null,
    ]
  }
}

/// A token of text, compared byte by byte: accents written in two ways are two tokens, as they are in Keras.
struct TokenText: Hashable, Comparable, Sendable, CustomStringConvertible {
  let bytes: [UInt8]

  init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var description: String { text }

  static func < (a: TokenText, b: TokenText) -> Bool { a.bytes.lexicographicallyPrecedes(b.bytes) }
}
