public import KeratinGraph
public import KeratinKernels

/// Numbers for strings: the place of each in a vocabulary.
///
/// A tensor has no strings, so this is no layer of a model: it makes the numbers that a model is fed with.
///
///     let lookup = StringLookup(vocabulary: ["red", "green", "blue"])
///     lookup(["green", "black"])           // [2, 0]
///
/// Index 0 is the mask token's, if there is one and ``OutputMode/int`` is asked for; then come `numOovIndices` indices for strings outside the
/// vocabulary, among which FarmHash chooses as in Keras; then the vocabulary's. Strings are compared byte by byte. What cannot be is a tensor
/// that carries the error.
public final class StringLookup {
  private var table: TokenTable<TokenText>
  private let elementType: ElementType
  private var fault: (any Error)?

  /// - Parameters:
  ///   - maxTokens: the largest size of the vocabulary, special tokens included; none by default.
  ///   - numOovIndices: the indices for strings outside the vocabulary; 1 by default. With 0 such a string is an error.
  ///   - maskToken: a string that stands for nothing; none by default.
  ///   - oovToken: what ``strings(_:)`` gives for an index outside the vocabulary; `[UNK]` by default.
  ///   - vocabulary: the strings in order; by default ``adapt(_:)-([String])`` finds them.
  ///   - idfWeights: for ``OutputMode/tfIdf``, the weight of each string of `vocabulary`.
  ///   - invert: whether the layer makes strings of indices: ``strings(_:)``.
  ///   - outputMode: indices by default.
  ///   - padToMaxTokens: whether vectors have `maxTokens` elements, however small the vocabulary; false by default.
  ///   - elementType: of vectors; by default ``FloatPolicy/elementType``.
  public init(
    maxTokens: Int? = nil, numOovIndices: Int = 1, maskToken: String? = nil, oovToken: String = "[UNK]",
    vocabulary: [String]? = nil, idfWeights: [Double]? = nil, invert: Bool = false, outputMode: OutputMode = .int,
    padToMaxTokens: Bool = false, elementType: ElementType? = nil
  ) {
    table = TokenTable(
      maxTokens: maxTokens, numOovIndices: numOovIndices, maskToken: maskToken.map { TokenText($0) },
      oovToken: TokenText(oovToken), invert: invert, outputMode: outputMode, padToMaxTokens: padToMaxTokens)
    self.elementType = elementType ?? FloatPolicy.elementType
    guard let vocabulary else { return }
    do { try setVocabulary(vocabulary, idfWeights: idfWeights) } catch { fault = error }
  }

  /// Finds the vocabulary in strings, each a document of its own: the most frequent first, of equally frequent ones the last in order.
  public func adapt(_ strings: [String]) throws { try adapt(strings.map { [$0] }) }

  /// Finds the vocabulary in documents of several strings.
  public func adapt(_ documents: [[String]]) throws {
    if let fault { throw fault }
    try table.adapt(documents.map { $0.map { TokenText($0) } })
  }

  /// Takes a vocabulary as it is, with or without the special tokens before it.
  ///
  /// - Parameter idfWeights: for ``OutputMode/tfIdf``, the weight of each string.
  public func setVocabulary(_ vocabulary: [String], idfWeights: [Double]? = nil) throws {
    try table.set(vocabulary.map { TokenText($0) }, idfWeights: idfWeights)
    fault = nil
  }

  /// The strings in the order of their indices; without the special ones on request.
  public func getVocabulary(includeSpecialTokens: Bool = true) -> [String] {
    table.vocabulary(includeSpecialTokens: includeSpecialTokens).map(\.text)
  }

  /// The number of indices, special ones included.
  public var vocabularySize: Int { table.size }

  /// The indices of strings, `[n]`; in modes that write vectors, the vector of all of them together, `[depth]`, or one for each,
  /// `[n, depth]`, if one-hot.
  public func callAsFunction(_ strings: [String]) -> Tensor {
    result { try encoded(try indices(strings), shape: [strings.count]) }
  }

  /// The indices of strings in rows of one length, `[rows, length]`; in modes that write vectors, one for each row, `[rows, depth]`, and rows may
  /// have any lengths (for one-hot, one: `[rows, length, depth]`).
  public func callAsFunction(_ rows: [[String]]) -> Tensor {
    result { try encoded(try rows.map { try indices($0) }) }
  }

  /// The strings of indices, of a layer that inverts: the mask token for 0 if there is one, the out-of-vocabulary token for what is outside.
  public func strings(_ indices: Tensor) throws -> [String] {
    if let fault { throw fault }
    try table.requireVocabulary()
    guard table.invert else {
      throw KeratinError(
        .state, expected: "a StringLookup(invert: true)", received: "one that makes indices of strings")
    }
    let all = getVocabulary()
    return try indices.scalars(as: Int32.self).map { index in
      all.indices.contains(Int(index)) ? all[Int(index)] : table.oovToken.text
    }
  }

  /// The indices of one row of strings; -1, which leaves no trace in vectors, for a mask token there.
  func indices(_ strings: [String]) throws -> [Int32] {
    if let fault { throw fault }
    try table.requireVocabulary()
    if table.invert {
      throw KeratinError(
        .state, expected: "indices", received: "strings, for a layer that inverts", suggestion: "strings(_:)")
    }
    return try strings.map { string in
      guard let index = table.index(of: TokenText(string), hash: { FarmHash.fingerprint($0.bytes) }) else {
        throw KeratinError(
          .data, expected: "strings of the vocabulary", received: "'\(string)'", operation: "StringLookup",
          suggestion: "numOovIndices: 1")
      }
      return Int32(clamping: index)
    }
  }

  /// Rows of indices as the output mode says; rows shorter than others are filled with -1, which leaves no trace in vectors.
  func encoded(_ rows: [[Int32]]) throws -> Tensor {
    let length = rows.map(\.count).max() ?? 0
    if table.outputMode == .int || table.outputMode == .oneHot, let odd = rows.first(where: { $0.count != length }) {
      throw KeratinError(
        .data, expected: "rows of one length", received: "lengths \(odd.count) and \(length)",
        suggestion: "padding, or an outputMode of one vector for each row")
    }
    let padded = rows.flatMap { $0 + [Int32](repeating: -1, count: length - $0.count) }
    return try encoded(padded, shape: [rows.count, length])
  }

  private func encoded(_ indices: [Int32], shape: Shape) throws -> Tensor {
    let tensor = try Tensor(indices, shape: shape)
    let result = tensor.encoded(table.outputMode, depth: table.depth, elementType: elementType)
    guard table.outputMode == .tfIdf else { return result }
    return result * (try Tensor(table.weights, shape: [table.depth], elementType: elementType))
  }

  private func result(_ body: () throws -> Tensor) -> Tensor {
    do { return try body() } catch {
      return Tensor(failing: KeratinError(wrapping: error).located(operation: "StringLookup"))
    }
  }
}
