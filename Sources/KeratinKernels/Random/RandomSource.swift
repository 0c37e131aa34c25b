/// Random numbers one after another from a key, for work above the kernels: initial weights, permutations.
/// The same key gives the same numbers on every machine.
public struct RandomSource: RandomNumberGenerator {
  let key: RandomKey
  private var index: UInt64 = 0

  public init(_ key: RandomKey) { self.key = key }

  public mutating func next() -> UInt64 {
    let words = Threefry.block(
      key: key, UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32))
    index += 1
    return UInt64(words.0) << 32 | UInt64(words.1)
  }

  /// A number in [0, 1) with 53 random bits.
  public mutating func uniform() -> Double { RandomSource.uniform(of: next()) }

  /// The number in [0, 1) that the upper 53 of these bits make.
  @inline(__always) static func uniform(of bits: UInt64) -> Double { Double(bits >> 11) * 0x1p-53 }

  /// Passes over `count` numbers and returns the place of the first.
  @discardableResult package mutating func advance(by count: Int) -> UInt64 {
    defer { index &+= UInt64(count) }
    return index
  }

  /// The numbers 0..<count in random order (Fisher and Yates).
  public mutating func permutation(_ count: Int) -> [Int32] {
    var order = (0..<Int32(count)).map { $0 }
    guard count > 1 else { return order }
    for i in stride(from: count - 1, to: 0, by: -1) {
      let j = Int(next().multipliedFullWidth(by: UInt64(i + 1)).high)
      order.swapAt(i, j)
    }
    return order
  }
}
