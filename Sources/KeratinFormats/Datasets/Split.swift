internal import KeratinKernels

/// The rows of a set in a random order, in two parts.
struct Split {
  let train: [Int]
  let test: [Int]

  /// Every class has its share in both parts, rounded to whole samples.
  init(stratifying labels: [Int32], testShare: Double, key: RandomKey) {
    var train = [Int]()
    var test = [Int]()
    for (label, rows) in Dictionary(grouping: labels.indices, by: { labels[$0] }).sorted(by: { $0.key < $1.key }) {
      let part = Split(rows, testShare: testShare, key: key.folded(UInt64(truncatingIfNeeded: label)))
      train += part.train
      test += part.test
    }
    // By now the classes stand one after another.
    self.train = Self.shuffled(train, key: key.folded("train"))
    self.test = Self.shuffled(test, key: key.folded("test"))
  }

  /// `rows` without regard to classes.
  init(_ rows: [Int], testShare: Double, key: RandomKey) {
    let order = Self.shuffled(rows, key: key)
    let count = Int((Double(rows.count) * testShare).rounded())
    test = Array(order[..<count])
    train = Array(order[count...])
  }

  private static func shuffled(_ rows: [Int], key: RandomKey) -> [Int] {
    var random = RandomSource(key)
    return random.permutation(rows.count).map { rows[Int($0)] }
  }
}
