public import KeratinGraph
public import KeratinKernels

/// Numbers for integers: the place of each in a vocabulary.
///
///     let lookup = IntegerLookup(vocabulary: [12, 36, 1138])
///     lookup(Tensor([36, 7] as [Int32]))        // [2, 0]
///
/// Index 0 is the mask token's, if there is one and ``OutputMode/int`` is asked for; then come `numOovIndices` indices for integers outside the
/// vocabulary, chosen by the remainder; then the vocabulary's. Input of integers, any shape; output of indices of that shape, or of
/// vectors for its last axis. An integer outside the vocabulary without an index for it is an error where numbers are known, and inside a
/// plan has index -1.
public final class IntegerLookup: Layer {
  private var table: TokenTable<Int>
  private var fault: (any Error)?

  /// - Parameters:
  ///   - maxTokens: the largest size of the vocabulary, special tokens included; none by default.
  ///   - numOovIndices: the indices for integers outside the vocabulary; 1 by default.
  ///   - maskToken: an integer that stands for nothing; none by default.
  ///   - oovToken: what a layer that inverts gives for an index outside the vocabulary; -1 by default.
  ///   - vocabulary: the integers in order, each an int32; by default ``adapt(_:)`` finds them.
  ///   - idfWeights: for ``OutputMode/tfIdf``, the weight of each integer of `vocabulary`.
  ///   - invert: whether the layer makes integers of indices; false by default.
  ///   - outputMode: indices by default.
  ///   - padToMaxTokens: whether vectors have `maxTokens` elements, however small the vocabulary; false by default.
  public init(
    maxTokens: Int? = nil, numOovIndices: Int = 1, maskToken: Int? = nil, oovToken: Int = -1,
    vocabulary: [Int]? = nil, idfWeights: [Double]? = nil, invert: Bool = false, outputMode: OutputMode = .int,
    padToMaxTokens: Bool = false, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    table = TokenTable(
      maxTokens: maxTokens, numOovIndices: numOovIndices, maskToken: maskToken, oovToken: oovToken, invert: invert,
      outputMode: outputMode, padToMaxTokens: padToMaxTokens)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    guard let vocabulary else { return }
    do { try setVocabulary(vocabulary, idfWeights: idfWeights) } catch { fault = error }
  }

  /// Finds the vocabulary in integers: the most frequent first, of equally frequent ones the largest. Along the first axis are documents.
  public func adapt(_ data: Tensor) throws {
    if let fault { throw fault }
    let numbers = try data.scalars(as: Int32.self).map { Int($0) }
    let documents = data.rank == 0 ? 1 : data.shape[0]
    let length = numbers.count / max(documents, 1)
    try table.adapt((0..<documents).map { Array(numbers[($0 * length)..<(($0 + 1) * length)]) })
  }

  /// Takes a vocabulary as it is, with or without the special tokens before it.
  ///
  /// - Parameter idfWeights: for ``OutputMode/tfIdf``, the weight of each integer.
  public func setVocabulary(_ vocabulary: [Int], idfWeights: [Double]? = nil) throws {
    if let large = vocabulary.first(where: { Int32(exactly: $0) == nil }) {
      throw KeratinError(.argument, expected: "int32 numbers in the vocabulary", received: "\(large)")
    }
    try table.set(vocabulary, idfWeights: idfWeights)
    fault = nil
  }

  /// The integers in the order of their indices; without the special ones on request.
  public func getVocabulary(includeSpecialTokens: Bool = true) -> [Int] {
    table.vocabulary(includeSpecialTokens: includeSpecialTokens)
  }

  /// The number of indices, special ones included.
  public var vocabularySize: Int { table.size }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    if let fault { throw fault }
    try table.requireVocabulary()
    let x = x.cast(to: .int32)
    let found = table.invert ? tokens(of: x) : try indices(of: x)
    let result = found.encoded(table.outputMode, depth: table.depth, elementType: elementType)
    guard table.outputMode == .tfIdf else { return result }
    return result * (try Tensor(table.weights, shape: [table.depth], elementType: elementType))
  }

  /// The tokens of indices.
  private func tokens(of x: Tensor) -> Tensor {
    let all = getVocabulary().map { Int32(clamping: $0) } + [Int32(clamping: table.oovToken)]
    let last = Double(all.count - 1)
    return Tensor(all).gathering(which((x .>= 0) .& (x .< last), x, x * 0 + last))
  }

  /// The indices of tokens, by bisection of the sorted vocabulary.
  private func indices(of x: Tensor) throws -> Tensor {
    let tokens = table.tokens ?? []
    let order = tokens.indices.sorted { tokens[$0] < tokens[$1] }
    let sorted = Tensor(order.map { Int32(clamping: tokens[$0]) })
    // Of the sorted tokens, the last that is not larger, or the first.
    var place = x * 0
    var step = 1
    while 2 * step < tokens.count { step *= 2 }
    while step > 0 {
      let next = minimum(place + Double(step), Double(tokens.count - 1))
      place = which(sorted.gathering(next) .<= x, next, place)
      step /= 2
    }
    let isKnown = sorted.gathering(place) .== x
    let known = Tensor(order.map { Int32(table.tokenStart + $0) }).gathering(place)
    let isMask = table.maskToken.map { x .== Double($0) }
    try requireKnown(isKnown, isMask, x)
    let start = Double(table.oovStart)
    let other =
      switch table.numOovIndices {
      case 0: x * 0 - 1
      case 1: x * 0 + start
      default: floorMod(x, x * 0 + Double(table.numOovIndices)) + start
      }
    let index = which(isKnown, known, other)
    // In vectors a mask leaves no trace.
    return isMask.map { which($0, x * 0 - (table.outputMode == .int ? 0 : 1), index) } ?? index
  }

  /// Where integers outside the vocabulary have no index and numbers are known, requires that there are none.
  private func requireKnown(_ isKnown: Tensor, _ isMask: Tensor?, _ x: Tensor) throws {
    guard table.numOovIndices == 0 else { return }
    let isFine = isMask.map { isKnown .| $0 } ?? isKnown
    guard isFine.symbolic == nil, let fine = try? isFine.scalars(as: UInt8.self),
      let place = fine.firstIndex(of: 0)
    else { return }
    throw KeratinError(
      .data, expected: "integers of the vocabulary", received: "\(try x.scalars(as: Int32.self)[place])",
      suggestion: "numOovIndices: 1")
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(table.config) { $1 }.merging(["vocabulary_dtype": "int64"]) { $1 }
  }
}

extension IntegerLookup: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    // The vocabulary says all this itself; integers are int32 here.
    config.ignore("vocabulary_size", "vocabulary_dtype")
    try config.accept("oov_method", only: "floormod")
    let vocabulary: [Int]? = try config.optional("vocabulary")
    let weights: [Double]? = try config.optional("idf_weights")
    let numOovIndices: Int = try config("num_oov_indices", or: 1)
    guard numOovIndices <= 1_000_000 else { throw config.wrong("num_oov_indices", "at most 1000000") }
    self.init(
      maxTokens: try config.optional("max_tokens"), numOovIndices: numOovIndices,
      maskToken: try config.optional("mask_token"), oovToken: try config("oov_token", or: -1), vocabulary: vocabulary,
      idfWeights: weights, invert: try config("invert", or: false), outputMode: try config("output_mode", or: .int),
      padToMaxTokens: try config("pad_to_max_tokens", or: false))
  }
}
