import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct QRTests {
  static let extents: [[Int]] = [
    [0, 0], [0, 3], [3, 0], [1, 1], [1, 4], [4, 1], [2, 2], [3, 3], [5, 3], [3, 5], [8, 8], [17, 9], [9, 17], [33, 32],
    [64, 64], [100, 10], [10, 100], [129, 65],
  ]

  @Test(arguments: TestBackends.all, extents)
  func decomposesMatrices(_ backend: TestBackend, _ extents: [Int]) throws {
    let (m, n) = (extents[0], extents[1])
    var data = TestData("qr \(extents)")
    let a: [Float] = data.uniform(m * n)
    try checkFactors(backend, a, m, n)
    try checkFactors(backend, a.map(\.asDouble), m, n)
    // Far from 1, where squares overflow or vanish.
    try checkFactors(backend, a.map { $0 * 0x1p110 }, m, n)
    try checkFactors(backend, a.map { $0 * 0x1p-110 }, m, n)
    try checkFactors(backend, a.map { $0.asDouble * 0x1p1000 }, m, n)
    try checkFactors(backend, a.map { $0.asDouble * 0x1p-1000 }, m, n)
    // Of less than full rank: no column, equal columns, a column of zeros, whole numbers.
    try checkFactors(backend, [Float](repeating: 0, count: m * n), m, n)
    try checkFactors(backend, [Float](repeating: 1, count: m * n), m, n)
    try checkFactors(backend, a.enumerated().map { $0.offset % n == n / 2 ? 0 : $0.element }, m, n)
    try checkFactors(backend, data.integers(m * n, -2...2) as [Float], m, n)
    // An upper triangular matrix is its own R, up to signs.
    try checkFactors(backend, a.enumerated().map { $0.offset / n > $0.offset % n ? 0 : $0.element }, m, n)
  }

  /// Q's columns are orthonormal, R is upper triangular, and Q·R is A column by column, within γ of as many roundings as
  /// Householder's method makes in one column (Higham, theorem 19.4, whose small constant is taken as 4).
  private func checkFactors<T: FloatingScalar>(_ backend: TestBackend, _ a: [T], _ m: Int, _ n: Int) throws {
    let k = min(m, n)
    let (q, r) = try backend.qr(a, QRDecomposition(m: m, n: n))
    let gamma = RoundingBound.gamma(4 * max(m, 1) * max(k, 1), T.self)
    for i in 0..<k {
      for j in 0..<min(i, n) { try requireEqual([r[i * n + j]], [0]) }
    }
    for i in 0..<k {
      for j in 0..<k {
        let product = (0..<m).reduce(0.0) { $0 + q[$1 * k + i].asDouble * q[$1 * k + j].asDouble }
        try requireClose([product], [i == j ? 1 : 0], within: [gamma])
      }
    }
    for j in 0..<n {
      let scale = (0..<m).reduce(0.0) { max($0, a[$1 * n + j].asDouble.magnitude) }
      for i in 0..<m where scale > 0 {
        // In units of the column's largest element, so that Double's range suffices.
        let product = (0..<k).reduce(0.0) { $0 + q[i * k + $1].asDouble * (r[$1 * n + j].asDouble / scale) }
        let bound = gamma * Double(m).squareRoot()
        try requireClose([product], [a[i * n + j].asDouble / scale], within: [bound])
      }
    }
  }

  /// Computed by LAPACK (numpy.linalg.qr, float64).
  @Test(arguments: TestBackends.all)
  func hasTheSignsOfLAPACK(_ backend: TestBackend) throws {
    let (q, r) = try backend.qr(
      [12, -51, 4, 6, 167, -68, -4, 24, -41] as [Double], QRDecomposition(m: 3, n: 3))
    let exactQ = ([-150, 69, 58, -75, -158, -6, 50, -30, 165] as [Double]).map { $0 / 175 }
    let exactR: [Double] = [-14, -21, 14, 0, -175, 70, 0, 0, -35]
    try requireClose(q, exactQ, within: exactQ.map { _ in 1e-14 })
    try requireClose(r, exactR, within: exactR.map { _ in 1e-12 })
    // A column that is 0 below its head is left as it is, whatever the sign.
    let (triangularQ, triangularR) = try backend.qr([2, 3, 0, -4] as [Float], QRDecomposition(m: 2, n: 2))
    try requireEqual(triangularQ, [1, 0, 0, 1])
    try requireEqual(triangularR, [2, 3, 0, -4])
    let (wideQ, wideR) = try backend.qr([-3, 5, 7] as [Float], QRDecomposition(m: 1, n: 3))
    try requireEqual(wideQ, [1])
    try requireEqual(wideR, [-3, 5, 7])
  }

  @Test(arguments: TestBackends.all, extents)
  func completesTheColumns(_ backend: TestBackend, _ extents: [Int]) throws {
    let (m, n) = (extents[0], extents[1])
    var data = TestData("complete qr \(extents)")
    let a: [Double] = data.uniform(m * n)
    let (q, r) = try backend.qr(a, QRDecomposition(m: m, n: n, isComplete: true))
    let (matrix, upper) = (RealMatrix(q, m, m), RealMatrix(r, m, n))
    let gamma = RoundingBound.gamma(4 * max(m, 1) * max(n, 1), Double.self)
    try requireNear(matrix.transposed.times(matrix), .identity(m), within: gamma)
    try requireNear(matrix.times(upper), RealMatrix(a, m, n), within: gamma * Double(max(m, 1)))
    let reduced = try backend.qr(a, QRDecomposition(m: m, n: n))
    try requireNear(
      RealMatrix(reduced.r, min(m, n), n), RealMatrix(Array(r.prefix(min(m, n) * n)), min(m, n), n),
      within: gamma * Double(max(m, 1)))
  }
}
