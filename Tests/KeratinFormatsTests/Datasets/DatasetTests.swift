import KeratinFormats
import KeratinGraph
import KeratinKernels
import Testing

@Suite("Data sets")
struct DatasetTests {
  /// How often each label occurs.
  private func counts(_ labels: Tensor) throws -> [Int32: Int] {
    Dictionary(try labels.scalars(as: Int32.self).map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// The number of different rows, all of them taken together.
  private func distinctRows(_ parts: Tensor...) throws -> Int {
    var rows = Set<[Float]>()
    for part in parts {
      let values = try part.scalars(as: Float.self)
      let width = values.count / part.shape[0]
      for start in stride(from: 0, to: values.count, by: width) { rows.insert(Array(values[start..<start + width])) }
    }
    return rows.count
  }

  @Test func digitsAreThePublishedOnes() throws {
    let (train, test) = try Datasets.digits()
    #expect(train.count == 1438 && test.count == 359)
    #expect(train.x.shape == [1438, 8, 8, 1] && train.x.elementType == .float32)
    #expect(train.y.shape == [1438] && train.y.elementType == .int32)
    #expect(test.x.shape == [359, 8, 8, 1] && test.y.shape == [359])
    let pixels = try train.x.scalars(as: Float.self) + test.x.scalars(as: Float.self)
    #expect(pixels.min() == 0 && pixels.max() == 1)
    // Known of the original: the sum of its pixels and how often each digit occurs.
    #expect(pixels.reduce(into: 0.0) { $0 += Double($1) * 16 } == 561_718)
    let all = try counts(train.y).merging(counts(test.y), uniquingKeysWith: +)
    #expect((0..<10).map { all[$0] } == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    // No two images are alike, so none is in both parts.
    #expect(try distinctRows(train.x, test.x) == 1797)
  }

  @Test func digitsAreStratified() throws {
    let (train, test) = try Datasets.digits()
    let (inTrain, inTest) = try (counts(train.y), counts(test.y))
    for digit in Int32(0)..<10 {
      let (a, b) = (try #require(inTrain[digit]), try #require(inTest[digit]))
      #expect(abs(Double(b) - 0.2 * Double(a + b)) <= 0.5)
    }
    // Every stretch of the training part holds every digit: its tail can serve for validation.
    let labels = try train.y.scalars(as: Int32.self)
    for start in stride(from: 0, through: labels.count - 100, by: 100) {
      #expect(Set(labels[start..<start + 100]).count == 10)
    }
  }

  /// The order is part of the promise: numbers that a text quotes must come out for its reader.
  @Test func theOrderIsTheSameForEveryone() throws {
    let (train, test) = try Datasets.digits()
    let first = try [train, test].map { try $0.y.scalars(as: Int32.self).prefix(12) }
    #expect(first[0] == [6, 3, 1, 0, 2, 5, 1, 0, 3, 7, 5, 9])
    #expect(first[1] == [4, 3, 3, 8, 5, 0, 6, 7, 9, 0, 5, 9])
    let again = try Datasets.digits()
    #expect(try again.train.x.scalars(as: Float.self) == train.x.scalars(as: Float.self))
  }

  @Test func eachDigitKeepsItsImage() throws {
    // The first line of the original: a zero.
    let zero: [Float] = [
      0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0, 0, 3, 15, 2, 0, 11, 8, 0, 0, 4, 12, 0, 0, 8, 8, 0, 0, 5, 8,
      0, 0, 9, 8, 0, 0, 4, 11, 0, 1, 12, 7, 0, 0, 2, 14, 5, 10, 12, 0, 0, 0, 0, 6, 13, 10, 0, 0, 0,
    ]
    let (train, test) = try Datasets.digits()
    var found = 0
    for part in [train, test] {
      let pixels = try part.x.scalars(as: Float.self)
      let labels = try part.y.scalars(as: Int32.self)
      for row in labels.indices where pixels[row * 64..<row * 64 + 64].elementsEqual(zero.map { $0 / 16 }) {
        #expect(labels[row] == 0)
        found += 1
      }
    }
    #expect(found == 1)
  }

  @Test func iris() throws {
    let (train, test) = try Datasets.iris()
    #expect(train.x.shape == [120, 4] && train.x.elementType == .float32)
    #expect(train.y.shape == [120] && train.y.elementType == .int32)
    #expect(test.x.shape == [30, 4] && test.y.shape == [30])
    #expect(try counts(train.y) == [0: 40, 1: 40, 2: 40])
    #expect(try counts(test.y) == [0: 10, 1: 10, 2: 10])
    // Means of the original: 5.843, 3.057, 3.758, 1.199.
    let lengths = try train.x.scalars(as: Float.self) + test.x.scalars(as: Float.self)
    let sums = (0..<4).map { column in stride(from: column, to: 600, by: 4).reduce(0) { $0 + Double(lengths[$1]) } }
    #expect(zip(sums, [876.5, 458.6, 563.7, 179.9]).allSatisfy { abs($0 - $1) < 1e-3 })
    // Petals of setosa are short: labels and rows belong together.
    for part in [train, test] {
      let (x, y) = try (part.x.scalars(as: Float.self), part.y.scalars(as: Int32.self))
      for row in y.indices { #expect((x[row * 4 + 2] < 2) == (y[row] == 0)) }
    }
    #expect(Datasets.irisSpecies == ["setosa", "versicolor", "virginica"])
  }

  @Test func diabetes() throws {
    let (train, test) = try Datasets.diabetes()
    #expect(train.x.shape == [354, 10] && train.y.shape == [354, 1])
    #expect(test.x.shape == [88, 10] && test.y.shape == [88, 1])
    #expect(train.y.elementType == .float32)
    let progression = try train.y.scalars(as: Float.self) + test.y.scalars(as: Float.self)
    #expect(progression.min() == 25 && progression.max() == 346)
    #expect(progression.reduce(0, +) == 67_243)
    #expect(try distinctRows(train.x, test.x) == 442)
    // The first patient of the original, wherever the order put it.
    let first: [Float] = [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87]
    let measurements = try train.x.scalars(as: Float.self) + test.x.scalars(as: Float.self)
    let row = try #require((0..<442).first { measurements[$0 * 10..<$0 * 10 + 10].elementsEqual(first) })
    #expect(progression[row] == 151)
  }

  @Test func airlinePassengers() throws {
    let (passengers, months) = try Datasets.airlinePassengers()
    #expect(passengers.shape == [144] && passengers.elementType == .float32)
    let values = try passengers.scalars(as: Float.self)
    #expect(values.first == 112 && values.last == 432 && values.max() == 622)
    #expect(months.count == 144 && months.first == "1949-01" && months.last == "1960-12")
    #expect(months == months.sorted())
  }
}
