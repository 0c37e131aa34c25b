import Foundation
import KeratinFormats
import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import KeratinTraining
import Testing

/// Published data sets are read as Keras reads them; small ones of their form come from a server on loopback.
@Suite struct DownloadedDatasetTests {
  private func bytes(_ tensor: FixtureTensor) -> [UInt8] { tensor.integers.map { UInt8(truncatingIfNeeded: $0) } }

  /// Serves the files of a case, and runs `body` with a cache folder of its own.
  private func served<R>(
    _ sample: FixtureCase, as names: [String], _ body: (DatasetSource, [RemoteFile]) throws -> R
  ) throws -> R {
    let files = sample["file"].map(bytes)
    let answers = Dictionary(
      uniqueKeysWithValues: zip(names.map { "/" + $0 }, files.map { HTTPServer.Answer(body: $0) }))
    let server = try HTTPServer(answers)
    defer { server.stop() }
    return try withTemporaryFolder { folder in
      let source = DatasetSource(cacheDirectory: folder, baseURL: server.address, verbose: .silent)
      return try body(source, zip(names, files).map { RemoteFile(name: $0, digest: SHA256.digest($1)) })
    }
  }

  private func options(_ settings: FixtureValue) -> TokenOptions {
    func number(_ name: String, _ standard: Int?) -> Int? {
      settings.object?[name].map(\.int) ?? standard
    }
    return TokenOptions(
      numWords: number("num_words", nil), skipTop: number("skip_top", 0) ?? 0, maxlen: number("maxlen", nil),
      startChar: number("start_char", 1), oovChar: number("oov_char", 2), indexFrom: number("index_from", 3) ?? 3)
  }

  private func expectEqual(_ part: TokenSequences, _ settings: FixtureValue, _ name: String) throws {
    let texts = try #require(settings[name].array).map { $0.ints?.map { Int32($0) } }
    #expect(part.x == texts)
    #expect(try part.y.scalars(as: Int32.self) == settings["y_" + name].ints?.map { Int32($0) })
    #expect(part.count == texts.count)
  }

  @Test(arguments: ["imdb", "imdb_few_words", "imdb_left_out", "imdb_short"]) func imdb(name: String) throws {
    let sample = try Fixture("datasets")[name]
    let seed = UInt32(sample.settings["seed"].int ?? 113)
    try served(sample, as: ["imdb.npz"]) { source, files in
      let (train, test) = try Datasets.imdb(options(sample.settings), seed, source, files[0])
      try expectEqual(train, sample.settings, "train")
      try expectEqual(test, sample.settings, "test")
    }
  }

  @Test(arguments: ["reuters", "reuters_few_words"]) func reuters(name: String) throws {
    let sample = try Fixture("datasets")[name]
    let seed = UInt32(sample.settings["seed"].int ?? 113)
    try served(sample, as: ["reuters.npz"]) { source, files in
      let (train, test) = try Datasets.reuters(
        options(sample.settings), sample.settings["test_split"].double ?? 0.2, seed, source, files[0])
      try expectEqual(train, sample.settings, "train")
      try expectEqual(test, sample.settings, "test")
    }
  }

  @Test(arguments: ["boston", "boston_split", "california"]) func housing(name: String) throws {
    let sample = try Fixture("datasets")[name]
    try served(sample, as: ["houses.npz"]) { source, files in
      let (train, test) = try Datasets.housing(
        source, files[0], limit: nil, sample.settings["test_split"].double ?? 0.2,
        UInt32(sample.settings["seed"].int ?? 113))
      for (part, role) in [(train, "train"), (test, "test")] {
        #expect(part.x.shape.dimensions == sample[role][0].shape && part.y.shape.dimensions == sample[role][1].shape)
        #expect(try part.x.scalars(as: Float.self) == sample[role][0].floats)
        #expect(try part.y.scalars(as: Float.self) == sample[role][1].floats)
      }
      let few = try Datasets.housing(source, files[0], limit: 5, 0.4, 113)
      #expect(few.train.count == 3 && few.test.count == 2)
      #expect(throws: KeratinError.self) { try Datasets.housing(source, files[0], limit: nil, 1, 113) }
    }
  }

  /// Image i is i everywhere but for its first pixel.
  private func expectImages(_ part: Samples, first: UInt8, count: Int) throws {
    #expect(part.x.shape == [count, 28, 28] && part.x.elementType == .uint8 && part.y.elementType == .int32)
    let pixels = try part.x.scalars(as: UInt8.self)
    for image in 0..<count {
      #expect(pixels[image * 784] == 255)
      #expect(pixels[image * 784 + 1..<(image + 1) * 784].allSatisfy { $0 == first + UInt8(image) })
    }
    #expect(try part.y.scalars(as: Int32.self) == (0..<count).map { Int32($0) + Int32(first) })
  }

  @Test func mnist() throws {
    try served(Fixture("datasets")["mnist"], as: ["mnist.npz"]) { source, files in
      let (train, test) = try Datasets.mnist(source, files[0])
      try expectImages(train, first: 0, count: 4)
      try expectImages(test, first: 4, count: 3)
      // What is not the published file is refused.
      let error = #expect(throws: KeratinError.self) { try Datasets.mnist(source) }
      #expect(error?.expected.contains("731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1") == true)
    }
  }

  @Test func fashionMNIST() throws {
    let names = ["train-labels-idx1", "train-images-idx3", "t10k-labels-idx1", "t10k-images-idx3"].map {
      $0 + "-ubyte.gz"
    }
    let sample = try Fixture("datasets")["fashion"]
    try served(sample, as: names) { source, _ in
      let (train, test) = try Datasets.fashionMNIST(source)
      try expectImages(train, first: 0, count: 4)
      try expectImages(test, first: 4, count: 3)
      // Then they are in the cache folder.
      let cached = DatasetSource(cacheDirectory: source.cacheDirectory, baseURL: "http://127.0.0.1:1", verbose: .silent)
      #expect(try Datasets.fashionMNIST(cached).train.count == 4)
    }
  }

  /// Byte b of record r is (3 r + b / 64) % 256; colours stand one after another.
  private func expectRecords(_ part: Samples, first: Int, count: Int, label: Int) throws {
    #expect(part.x.shape == [count, 32, 32, 3] && part.y.shape == [count, 1])
    let pixels = try part.x.scalars(as: UInt8.self)
    let isRight = pixels.indices.allSatisfy { place in
      let (record, pixel, colour) = (place / 3072, place % 3072 / 3, place % 3)
      return Int(pixels[place]) == (3 * (first + record) + (colour * 1024 + pixel) / 64) % 256
    }
    #expect(isRight)
    #expect(try part.y.scalars(as: Int32.self) == (0..<count).map { Int32((first + $0 + 5 * label) % 10) })
  }

  @Test func cifar() throws {
    try served(Fixture("datasets")["cifar10"], as: ["cifar-10-binary.tar.gz"]) { source, files in
      let (train, test) = try Datasets.cifar10(source, files[0])
      try expectRecords(train, first: 0, count: 10, label: 0)
      try expectRecords(test, first: 10, count: 3, label: 0)
      // Another archive lacks what is looked for.
      #expect(throws: KeratinError.self) { try Datasets.cifar100(.fine, source, files[0]) }
    }
    try served(Fixture("datasets")["cifar100"], as: ["cifar-100-binary.tar.gz"]) { source, files in
      for (mode, label) in [(CIFAR100Labels.coarse, 0), (.fine, 1)] {
        let (train, test) = try Datasets.cifar100(mode, source, files[0])
        try expectRecords(train, first: 0, count: 4, label: label)
        try expectRecords(test, first: 4, count: 2, label: label)
      }
    }
  }

  @Test func wordIndices() throws {
    let server = try HTTPServer([
      "/imdb_word_index.json": .init(body: Array(#"{"fawn": 34701, "the": 1}"#.utf8)),
      "/reuters_word_index.json": .init(body: Array("[1, 2]".utf8)),
    ])
    defer { server.stop() }
    try withTemporaryFolder { folder in
      let source = DatasetSource(cacheDirectory: folder, baseURL: server.address + "/", verbose: .silent)
      let name = "imdb_word_index.json"
      let index = try Datasets.wordIndex(source, RemoteFile(name: name))
      #expect(index == ["fawn": 34701, "the": 1])
      // What is not the published file is refused, be it in the cache or not.
      for _ in 0..<2 {
        let error = #expect(throws: KeratinError.self) { try Datasets.imdbWordIndex(source) }
        #expect(error?.expected.contains("bfafd718b763782e994055a2d397834f") == true)
      }
      let error = #expect(throws: KeratinError.self) { try Datasets.reutersWordIndex(source) }
      #expect(error?.expected.contains("4d44cc38712099c9e383dc6e5f11a921") == true)
    }
  }

  @Test func whatCannotBeDecodedDoesNotStay() throws {
    let page = HTTPServer.Answer(body: Array("<html>Sign in to the network</html>".utf8))
    let server = try HTTPServer(["/words.json": page, "/train-labels-idx1-ubyte.gz": page])
    defer { server.stop() }
    try withTemporaryFolder { folder in
      let source = DatasetSource(cacheDirectory: folder, baseURL: server.address, verbose: .silent)
      for _ in 0..<2 {
        #expect(throws: KeratinError.self) { try Datasets.wordIndex(source, RemoteFile(name: "words.json")) }
        #expect(throws: KeratinError.self) { try Datasets.fashionMNIST(source) }
      }
      #expect(server.requests.count == 4)
    }
  }

  @Test func mistakesInArgumentsAreThrownBeforeADownload() {
    let source = DatasetSource(baseURL: "http://127.0.0.1:1", verbose: .silent)
    for make in [
      { try Datasets.imdb(numWords: 0, source) }, { try Datasets.imdb(maxlen: 0, source) },
      { try Datasets.imdb(skipTop: -1, source) }, { try Datasets.imdb(startChar: .max, source) },
      { try Datasets.imdb(indexFrom: -1, source) }, { try Datasets.reuters(testSplit: 1, source) },
      { try Datasets.reuters(oovChar: -1, source) },
    ] as [() throws -> (train: TokenSequences, test: TokenSequences)] {
      let error = #expect(throws: KeratinError.self) { try make() }
      #expect(error?.kind == .argument)
    }
  }

  /// A damaged file of any kind is an error, never the end of the program.
  @Test func damagedFilesAreErrors() throws {
    func damaged(_ name: String, _ read: (DatasetSource, RemoteFile) throws -> Void) throws {
      for file in try Fixture("datasets")[name]["file"] {
        let whole = bytes(file)
        try withTemporaryFolder { folder in
          let path = "\(folder)/datasets/file"
          let source = DatasetSource(cacheDirectory: folder, baseURL: "http://127.0.0.1:1", verbose: .silent)
          for length in stride(from: 0, to: whole.count, by: max(1, whole.count / 40)) {
            try write(Array(whole.prefix(length)), to: path)
            #expect(throws: KeratinError.self, "\(name) cut at \(length)") {
              try read(source, RemoteFile(name: "file"))
            }
          }
          // Whatever a flipped bit makes of it, reading returns.
          for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 200)) {
            var changed = whole
            changed[place] ^= 1 << UInt8(place % 8)
            try write(changed, to: path)
            _ = try? read(source, RemoteFile(name: "file"))
          }
        }
      }
    }
    let standard = TokenOptions(numWords: nil, skipTop: 0, maxlen: nil, startChar: 1, oovChar: 2, indexFrom: 3)
    try damaged("imdb") { _ = try Datasets.imdb(standard, 113, $0, $1) }
    try damaged("reuters") { _ = try Datasets.reuters(standard, 0.2, 113, $0, $1) }
    try damaged("boston") { _ = try Datasets.housing($0, $1, limit: nil, 0.2, 113) }
    try damaged("mnist") { _ = try Datasets.mnist($0, $1) }
    try damaged("cifar100") { _ = try Datasets.cifar100(.fine, $0, $1) }
    try damaged("fashion") { source, _ in _ = try IDX.read("\(source.cacheDirectory ?? "")/datasets/file") }
  }

  @Test func randomNumbersAreNumPys() {
    // numpy.random.RandomState(113).randint(0, 2**32, dtype="uint32") and .shuffle of range(10).
    var random = NumPyRandom(seed: 113)
    #expect((0..<3).map { _ in random.next() } == [3_659_249_829, 529_109_724, 317_413_538])
    var other = NumPyRandom(seed: 113)
    #expect(other.permutation(10) == [9, 3, 6, 1, 0, 7, 4, 8, 2, 5])
  }
}
