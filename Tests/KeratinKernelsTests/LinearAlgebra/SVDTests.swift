import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct SVDTests {
  static let extents = [
    [0, 0], [0, 3], [3, 0], [1, 1], [1, 4], [4, 1], [2, 2], [3, 3], [5, 3], [3, 5], [8, 8], [17, 9], [9, 17], [33, 32],
    [64, 20],
  ]

  @Test(arguments: TestBackends.all, extents)
  func decomposesMatrices(_ backend: TestBackend, _ extents: [Int]) throws {
    let (m, n) = (extents[0], extents[1])
    var data = TestData("svd \(extents)")
    let a: [Double] = data.uniform(m * n)
    try check(backend, a, m, n)
    try check(backend, a.map { Float($0) }, m, n)
    try check(backend, a.map { Float($0) * 0x1p100 }, m, n)
    try check(backend, a.map { Float($0) * 0x1p-100 }, m, n)
    // Of less than full rank.
    try check(backend, [Float](repeating: 0, count: m * n), m, n)
    try check(backend, [Float](repeating: 1, count: m * n), m, n)
    try check(backend, a.enumerated().map { $0.offset % n == n / 2 ? 0 : $0.element }, m, n)
    try check(backend, data.integers(m * n, -2...2) as [Float], m, n)
  }

  /// Columns of U and rows of Vᵀ are orthonormal and U·diag(s)·Vᵀ is A within 10·max(m, n)·u·‖A‖ (LAPACK Users' Guide, 4.9).
  private func check<T: FloatingScalar>(_ backend: TestBackend, _ a: [T], _ m: Int, _ n: Int) throws {
    let k = min(m, n)
    let (left, values, right) = try backend.svd(a, m: m, n: n)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 } && values.allSatisfy { $0 >= 0 })
    let (u, vt) = (RealMatrix(left, m, k), RealMatrix(right, k, n))
    let gamma = RoundingBound.gamma(10 * max(m, n, 1), T.self)
    try requireNear(u.transposed.times(u), .identity(k), within: gamma)
    try requireNear(vt.times(vt.transposed), .identity(k), within: gamma)
    let matrix = RealMatrix(a, m, n)
    let scaled = RealMatrix(m, k) { u[$0, $1] * values[$1].asDouble }
    try requireNear(scaled.times(vt), matrix, within: gamma * matrix.norm)
    for row in 0..<k { try requireSign((0..<n).map { vt[row, $0] }) }
    let alone = try backend.svd(a, m: m, n: n, vectors: false)
    #expect(alone.u.isEmpty && alone.vt.isEmpty)
    try requireClose(alone.s, values.map(\.asDouble), within: values.map { _ in gamma * matrix.norm })
  }

  @Test(arguments: TestBackends.all)
  func givesNaNBesideNaN(_ backend: TestBackend) throws {
    let (u, s, vt) = try backend.svd([1, .nan, 0, 1, 2, 3] as [Float], m: 3, n: 2)
    try requireEqual(u + s + vt, [Float](repeating: .nan, count: 12))
  }
}
