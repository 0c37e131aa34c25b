import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct OrthonormalColumnsTests {
  static let forms = [(1, 1), (2, 1), (3, 3), (5, 3), (8, 8), (9, 8), (17, 9), (40, 33), (64, 7)]

  /// Each of n reflections of vectors of length m adds at most some m units of rounding.
  private func bound(_ m: Int, _ n: Int) -> Double { 4 * Double(m) * Double(n) * 0x1p-53 }

  private func product(_ a: [Double], transposed: Bool, _ b: [Double], m: Int, n: Int) -> [Double] {
    (0..<n * n).map { place in
      (0..<m).reduce(0) { $0 + a[$1 * n + place / n] * b[$1 * n + place % n] }
    }
  }

  @Test(arguments: forms)
  func areOrthonormalAndSpanTheGivenOnes(_ form: (m: Int, n: Int)) {
    let (m, n) = form
    var data = TestData("columns \(m) \(n)")
    let a: [Double] = data.uniform(m * n)
    let q = orthonormalColumns(a, m: m, n: n)
    let gram = product(q, transposed: true, q, m: m, n: n)
    let r = product(q, transposed: true, a, m: m, n: n)
    for i in 0..<n {
      for j in 0..<n {
        #expect((gram[i * n + j] - (i == j ? 1 : 0)).magnitude <= bound(m, n))
        // R, the coefficients of A in the columns of Q, is an upper triangle with a positive diagonal.
        if i > j { #expect(r[i * n + j].magnitude <= bound(m, n)) }
      }
      #expect(r[i * n + i] > 0)
    }
    for i in 0..<m {
      for j in 0..<n {
        let back = (0..<n).reduce(0) { $0 + q[i * n + $1] * r[$1 * n + j] }
        #expect((back - a[i * n + j]).magnitude <= 2 * bound(m, n))
      }
    }
  }

  @Test func areOrthonormalWhereTheGivenOnesDependOnEachOther() {
    for a in [[Double](repeating: 0, count: 12), [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]] {
      let q = orthonormalColumns(a, m: 4, n: 3)
      let gram = product(q, transposed: true, q, m: 4, n: 3)
      for place in 0..<9 { #expect((gram[place] - (place % 4 == 0 ? 1 : 0)).magnitude <= bound(4, 3)) }
    }
  }

  @Test func canBeNone() {
    #expect(orthonormalColumns([], m: 0, n: 0).isEmpty)
    #expect(orthonormalColumns([], m: 5, n: 0).isEmpty)
  }

  @Test func ofTheIdentityAreItsOwn() {
    #expect(orthonormalColumns([1, 0, 0, 1, 0, 0], m: 3, n: 2) == [1, 0, 0, 1, 0, 0])
    #expect(orthonormalColumns([-2], m: 1, n: 1) == [-1])
  }
}
