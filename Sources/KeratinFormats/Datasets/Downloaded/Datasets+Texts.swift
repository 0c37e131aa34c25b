internal import Foundation
internal import KeratinGraph
internal import KeratinKernels

extension Datasets {
  /// 50000 film reviews as numbers of words, half of them good: 25000 to train with, 25000 to test with.
  ///
  /// Downloaded at first use: the counterpart of `keras.datasets.imdb.load_data`, in the same order.
  ///
  ///     let (train, test) = try Datasets.imdb(numWords: 10000)
  ///     let x = try padSequences(train.x, maxlen: 200)
  ///
  /// - Parameters:
  ///   - numWords: words from this number on count as unknown; all but the rarest are known by default.
  ///   - skipTop: words below this number count as unknown; 0 by default.
  ///   - maxlen: reviews of this length or more are left out; none by default.
  ///   - seed: what the order follows from.
  ///   - startChar: stands before each review; `nil` for nothing.
  ///   - oovChar: stands for unknown words; `nil` leaves them out.
  ///   - indexFrom: is added to the numbers of words.
  /// - Returns: reviews, and labels: 1 for good, 0 for bad.
  ///
  /// Source: A. Maas and others, "Learning word vectors for sentiment analysis", ACL 2011.
  public static func imdb(
    numWords: Int? = nil, skipTop: Int = 0, maxlen: Int? = nil, seed: UInt32 = 113, startChar: Int? = 1,
    oovChar: Int? = 2, indexFrom: Int = 3, _ source: DatasetSource = DatasetSource()
  ) throws -> (train: TokenSequences, test: TokenSequences) {
    try imdb(
      TokenOptions(
        numWords: numWords, skipTop: skipTop, maxlen: maxlen, startChar: startChar, oovChar: oovChar,
        indexFrom: indexFrom), seed, source,
      RemoteFile(name: "imdb.npz", digest: "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f"))
  }

  package static func imdb(
    _ options: TokenOptions, _ seed: UInt32, _ source: DatasetSource, _ file: RemoteFile
  ) throws -> (train: TokenSequences, test: TokenSequences) {
    try options.check()
    let archive = try RaggedArchive(file.path(source))
    var random = NumPyRandom(seed: seed)
    func part(_ name: String) throws -> ([[Int32]], [Int32]) {
      let (texts, labels) = try archive.samples("x_\(name)", "y_\(name)")
      let order = random.permutation(texts.count)
      return options.short(options.marked(order.map { texts[$0] }), order.map { labels[$0] })
    }
    let (train, test) = try (part("train"), part("test"))
    guard !train.0.isEmpty, !test.0.isEmpty else {
      throw KeratinError(
        .argument, expected: "texts shorter than maxlen \(options.maxlen ?? 0)", received: "none",
        operation: "Datasets.imdb", suggestion: "a larger maxlen")
    }
    let all = train.0 + test.0
    func sequences(_ part: ([[Int32]], [Int32])) -> TokenSequences {
      TokenSequences(x: options.limited(part.0, among: all), y: Tensor(part.1))
    }
    return (sequences(train), sequences(test))
  }

  /// 11228 newswires as numbers of words, on 46 topics.
  ///
  /// Downloaded at first use: the counterpart of `keras.datasets.reuters.load_data`, in the same order.
  ///
  /// - Parameters:
  ///   - testSplit: the share of the newswires to test with; 0.2 by default.
  ///   - numWords: as for ``imdb(numWords:skipTop:maxlen:seed:startChar:oovChar:indexFrom:_:)``, and so are the others.
  /// - Returns: newswires, and labels: their topics.
  ///
  /// Source: Reuters-21578, prepared for Keras.
  public static func reuters(
    numWords: Int? = nil, skipTop: Int = 0, maxlen: Int? = nil, testSplit: Double = 0.2, seed: UInt32 = 113,
    startChar: Int? = 1, oovChar: Int? = 2, indexFrom: Int = 3, _ source: DatasetSource = DatasetSource()
  ) throws -> (train: TokenSequences, test: TokenSequences) {
    try reuters(
      TokenOptions(
        numWords: numWords, skipTop: skipTop, maxlen: maxlen, startChar: startChar, oovChar: oovChar,
        indexFrom: indexFrom), testSplit, seed, source,
      RemoteFile(name: "reuters.npz", digest: "d6586e694ee56d7a4e65172e12b3e987c03096cb01eab99753921ef915959916"))
  }

  package static func reuters(
    _ options: TokenOptions, _ testSplit: Double, _ seed: UInt32, _ source: DatasetSource, _ file: RemoteFile
  ) throws -> (train: TokenSequences, test: TokenSequences) {
    try options.check()
    try requireSplit(testSplit)
    let (texts, labels) = try RaggedArchive(file.path(source)).samples("x", "y")
    var random = NumPyRandom(seed: seed)
    let order = random.permutation(texts.count)
    let (kept, keptLabels) = options.short(options.marked(order.map { texts[$0] }), order.map { labels[$0] })
    let limited = options.limited(kept, among: kept)
    let place = Int(Double(kept.count) * (1 - testSplit))
    return (
      TokenSequences(x: Array(limited[..<place]), y: Tensor(Array(keptLabels[..<place]))),
      TokenSequences(x: Array(limited[place...]), y: Tensor(Array(keptLabels[place...])))
    )
  }

  /// The numbers of the words of ``imdb(numWords:skipTop:maxlen:seed:startChar:oovChar:indexFrom:_:)``, to which its `indexFrom` is added.
  public static func imdbWordIndex(_ source: DatasetSource = DatasetSource()) throws -> [String: Int] {
    try wordIndex(
      source, RemoteFile(name: "imdb_word_index.json", digest: "bfafd718b763782e994055a2d397834f"))
  }

  /// The numbers of the words of ``reuters(numWords:skipTop:maxlen:testSplit:seed:startChar:oovChar:indexFrom:_:)``, to which its `indexFrom`
  /// is added.
  public static func reutersWordIndex(_ source: DatasetSource = DatasetSource()) throws -> [String: Int] {
    try wordIndex(
      source, RemoteFile(name: "reuters_word_index.json", digest: "4d44cc38712099c9e383dc6e5f11a921"))
  }

  package static func wordIndex(_ source: DatasetSource, _ file: RemoteFile) throws -> [String: Int] {
    try file.decoded(source) { path in
      let bytes = try FileBytes.read(path)
      do {
        return try JSONDecoder().decode([String: Int].self, from: Data(bytes))
      } catch {
        throw KeratinError(
          .file, expected: "words with their numbers in \(path)", received: "\(error)", operation: "Datasets")
      }
    }
  }
}
