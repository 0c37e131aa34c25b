import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

/// What cannot be is said, at the latest when numbers are asked for.
@Suite struct PreprocessingMistakeTests {
  private func message(_ tensor: Tensor) -> String {
    guard var error = tensor.error else { return "" }
    (error.site, error.layerPath) = (nil, nil)
    return error.description
  }

  @Test func tokensOutsideTheVocabularyAreNamed() throws {
    let words = StringLookup(numOovIndices: 0, vocabulary: ["a", "b"])
    #expect(try words(["b", "a"]).scalars(as: Int32.self) == [1, 0])
    #expect(
      message(words(["a", "zebra"]))
        == "StringLookup: expected strings of the vocabulary. Received: 'zebra'. Try: numOovIndices: 1.")
    let numbers = IntegerLookup(numOovIndices: 0, vocabulary: [5, 7])
    #expect(message(numbers(Tensor([5, 6] as [Int32]))).contains("Received: 6. Try: numOovIndices: 1."))
    let categories = CategoryEncoding(numTokens: 3)
    #expect(
      message(categories(try Tensor([0, 3] as [Int32], shape: [1, 2]))).contains(
        "expected numbers in 0..<3. Received: 3."))
    #expect(message(categories(try Tensor([-1] as [Int32], shape: [1, 1]))).contains("Received: -1."))
  }

  @Test func aVocabularyIsNeeded() throws {
    #expect(message(StringLookup()(["a"])).contains("expected a vocabulary"))
    #expect(message(TextVectorization()(["a b"])).contains("expected a vocabulary"))
    #expect(message(IntegerLookup()(Tensor([1] as [Int32]))).contains("expected a vocabulary"))
    #expect(message(Discretization(numBins: 3)(Tensor([1]))).contains("expected boundaries"))
    #expect(throws: KeratinError.self) { try StringLookup().adapt([String]()) }
    #expect(throws: KeratinError.self) { try TextVectorization().adapt(["", "!?"]) }
    #expect(throws: KeratinError.self) { try Discretization(numBins: 3).adapt(Tensor([] as [Float])) }
    #expect(throws: KeratinError.self) { try Discretization(numBins: 3).adapt(Tensor([.nan])) }
  }

  @Test func vocabulariesThatCannotBeAreRefused() throws {
    func fault(_ lookup: StringLookup) -> String { message(lookup(["a"])) }
    #expect(fault(StringLookup(vocabulary: ["a", "a"])).contains("'a' twice"))
    #expect(fault(StringLookup(vocabulary: [])).contains("an empty one"))
    #expect(fault(StringLookup(maxTokens: 2, vocabulary: ["a", "b"])).contains("at most maxTokens (2)"))
    #expect(fault(StringLookup(maskToken: "m", vocabulary: ["a", "m"])).contains("'m' at token 1"))
    #expect(fault(StringLookup(vocabulary: ["a"], outputMode: .tfIdf)).contains("none for tfIdf"))
    #expect(fault(StringLookup(vocabulary: ["a"], idfWeights: [1])).contains("weights for int"))
    #expect(fault(StringLookup(vocabulary: ["a"], idfWeights: [1, 2], outputMode: .tfIdf)).contains("Received: 2"))
    #expect(message(IntegerLookup(vocabulary: [1 << 40])(Tensor([1] as [Int32]))).contains("int32"))
    // A good vocabulary mends it; what was given one cannot be adapted.
    let lookup = StringLookup(vocabulary: ["a", "a"])
    #expect(throws: KeratinError.self) { try lookup.adapt(["b"]) }
    try lookup.setVocabulary(["b"])
    #expect(try lookup(["b", "a"]).scalars(as: Int32.self) == [1, 0])
    #expect(throws: KeratinError.self) { try lookup.adapt(["b"]) }
    // Adapted anew, the old vocabulary is gone.
    let adapted = StringLookup()
    try adapted.adapt(["x", "y", "x"])
    try adapted.adapt(["z"])
    #expect(adapted.getVocabulary() == ["[UNK]", "z"])
    #expect(adapted.getVocabulary(includeSpecialTokens: false) == ["z"])
  }

  @Test func argumentsAreChecked() throws {
    func fault(_ lookup: StringLookup) -> String { message(lookup(["a"])) }
    #expect(fault(StringLookup(maxTokens: 1, vocabulary: ["a"])).contains("maxTokens of more than 1"))
    #expect(fault(StringLookup(numOovIndices: -1, vocabulary: ["a"])).contains("numOovIndices of at least 0"))
    #expect(fault(StringLookup(vocabulary: ["a"], padToMaxTokens: true)).contains("padToMaxTokens without it"))
    #expect(fault(StringLookup(vocabulary: ["a"], invert: true, outputMode: .count)).contains("that inverts"))
    #expect(fault(StringLookup(vocabulary: ["a"], invert: true)).contains("strings(_:)"))
    #expect(message(StringLookup(vocabulary: ["a"])([["a"], ["a", "b"]])).contains("lengths 1 and 2"))
    let texts = ["a b"]
    #expect(message(TextVectorization(outputSequenceLength: 0, vocabulary: ["a"])(texts)).contains("at least 1"))
    #expect(
      message(TextVectorization(outputMode: .count, outputSequenceLength: 3, vocabulary: ["a"])(texts)).contains(
        "count"))
    #expect(message(TextVectorization(ngrams: 0, vocabulary: ["a"])(texts)).contains("ngrams of at least 1"))
    let x = try Tensor([1] as [Int32], shape: [1, 1])
    #expect(message(CategoryEncoding(numTokens: 0)(x)).contains("numTokens of at least 1"))
    #expect(message(CategoryEncoding(numTokens: 2, outputMode: .int)(x)).contains("outputMode"))
    #expect(message(Discretization(binBoundaries: [1, 0])(x)).contains("binBoundaries that rise"))
    #expect(message(Discretization(numBins: 0)(x)).contains("numBins of at least 1"))
    #expect(message(Discretization(numBins: 2, epsilon: 0)(x)).contains("epsilon"))
    #expect(message(Hashing(numBins: 0)(["a"])).contains("numBins"))
  }

  @Test func invertedLookupsGiveStrings() throws {
    let lookup = StringLookup(maskToken: "", vocabulary: ["a", "b"], invert: true)
    #expect(try lookup.strings(Tensor([0, 1, 2, 3, 9, -1] as [Int32])) == ["", "[UNK]", "a", "b", "[UNK]", "[UNK]"])
    #expect(throws: KeratinError.self) { try StringLookup(vocabulary: ["a"]).strings(Tensor([0] as [Int32])) }
  }

  @Test func textsOfNoTokensAreRowsOfNothing() throws {
    let vectorize = TextVectorization(vocabulary: ["a"])
    #expect(vectorize(["", " "]).shape == [2, 0])
    #expect(vectorize([]).shape == [0, 0])
    let counts = TextVectorization(outputMode: .count, vocabulary: ["a"])
    #expect(try counts(["", "a a b"]).scalars(as: Double.self) == [0, 0, 1, 2])
    #expect(try TextVectorization(split: nil, vocabulary: ["a b"])(["A b!"]).scalars(as: Int32.self) == [2])
  }

  @Test func layersStandInModels() {
    let x = Input(shape: [4])
    #expect(IntegerLookup(vocabulary: [3])(x).shape == [nil, 4])
    #expect(CategoryEncoding(numTokens: 7)(x).shape == [nil, 7])
    #expect(CategoryEncoding(numTokens: 7, outputMode: .oneHot)(x).shape == [nil, 4, 7])
    #expect(Discretization(binBoundaries: [0, 1], outputMode: .count)(x).shape == [nil, 3])
    #expect(Discretization(binBoundaries: [0, 1])(x).elementType == .int32)
  }
}
