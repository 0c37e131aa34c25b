import KeratinKernels
import Testing

@Suite("Random numbers one after another")
struct RandomSourceTests {
  @Test(arguments: [0, 1, 2, 3, 10, 1000])
  func aPermutationHoldsEachNumberOnce(count: Int) {
    var random = RandomSource(RandomKey(seed: 5))
    #expect(random.permutation(count).sorted() == Array(0..<Int32(count)))
  }

  /// Each of the 24 orders of four numbers comes up as often as any other: χ² with 23 degrees of freedom exceeds 49.7 once in
  /// a thousand.
  @Test func everyPermutationIsAsLikely() {
    var random = RandomSource(RandomKey(seed: 11))
    let draws = 24_000
    var seen: [[Int32]: Int] = [:]
    for _ in 0..<draws { seen[random.permutation(4), default: 0] += 1 }
    #expect(seen.count == 24)
    let expected = Double(draws) / 24
    let chiSquare = seen.values.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(chiSquare < 49.7)
  }

  @Test func uniformNumbersFillTheUnitInterval() {
    var random = RandomSource(RandomKey(seed: 7))
    let numbers = (0..<10_000).map { _ in random.uniform() }
    #expect(numbers.allSatisfy { 0 <= $0 && $0 < 1 })
    // Five standard deviations of the mean and of the variance.
    let mean = numbers.reduce(0, +) / 10_000
    let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 10_000
    #expect(abs(mean - 0.5) < 5 * 0.2887 / 100)
    #expect(abs(variance - 1 / 12) < 5 * 0.0745 / 100)
  }

  @Test(arguments: [0, 1, 7, 8, 9, 8191, 8192, 8193, 40_000])
  func manyNumbersAreThoseThatComeOneAfterAnother(count: Int) {
    var one = RandomSource(RandomKey(seed: 13))
    var many = one
    _ = (one.next(), many.next())
    #expect(many.uniforms(count) == (0..<count).map { _ in one.uniform() })
    #expect(many.next() == one.next())
  }
}
