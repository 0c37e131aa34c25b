internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// A random key with the number of what was drawn from it, in a saved state: `[word, word, count]`.
struct SavedKey: Hashable {
  let key: RandomKey
  let count: UInt64

  init(_ key: RandomKey, _ count: UInt64 = 0) { (self.key, self.count) = (key, count) }

  init?(_ value: ConfigValue) {
    guard let numbers = try? SavedState(values: ["": value]).ints(""), numbers.count == 3,
      let (word0, word1) = UInt32(exactly: numbers[0]).flatMap({ first in
        UInt32(exactly: numbers[1]).map { (first, $0) }
      })
    else { return nil }
    self.init(RandomKey(word0, word1), UInt64(bitPattern: Int64(numbers[2])))
  }

  var value: ConfigValue {
    .array([.int(Int(key.word0)), .int(Int(key.word1)), .int(Int(Int64(bitPattern: count)))])
  }
}

extension SavedState {
  /// The keys of that name.
  func keys(_ name: String) throws -> [SavedKey] { try array(name) { SavedKey($0) } }
}

extension [PassKeys] {
  /// Where all of them are.
  var saved: ConfigValue { .array(map { SavedKey($0.position.key, $0.position.count).value }) }

  /// Brings all back to where they were. The number of `keys` must be theirs.
  func restore(_ keys: [SavedKey]) { for (own, key) in zip(self, keys) { own.position = (key.key, key.count) } }
}
