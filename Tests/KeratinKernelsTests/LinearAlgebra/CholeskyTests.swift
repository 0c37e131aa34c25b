import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CholeskyTests {
  @Test(arguments: TestBackends.all, [0, 1, 2, 3, 5, 8, 17, 33, 64])
  func decomposesMatrices(_ backend: TestBackend, _ n: Int) throws {
    try check(backend, n, Float.self)
    try check(backend, n, Double.self)
  }

  /// |L·Lᵀ − A| ≤ γₙ₊₁·|L|·|Lᵀ|, whose elements are at most the largest of the diagonal (Higham, theorem 10.3).
  private func check<T: FloatingScalar>(_ backend: TestBackend, _ n: Int, _ type: T.Type) throws {
    var data = TestData("cholesky \(n)")
    let b = RealMatrix(data.uniform(n * n) as [Double], n, n)
    let product = b.times(b.transposed)
    let a = (0..<(n * n)).map { T(rounding: product.elements[$0] + ($0 % (n + 1) == 0 ? 1 : 0)) }
    let lower = try backend.cholesky(a, n: n)
    let l = RealMatrix(lower, n, n)
    let largest = (0..<n).reduce(0.0) { max($0, a[$1 * (n + 1)].asDouble) }
    let bound = RoundingBound.gamma(n + 2, type) * largest
    // Only the lower triangle is read.
    let symmetric = RealMatrix(n, n) { a[max($0, $1) * n + min($0, $1)].asDouble }
    try requireNear(l.times(l.transposed), symmetric, within: 2 * bound)
    for i in 0..<n {
      for j in (i + 1)..<max(n, i + 1) { try requireEqual([lower[i * n + j]], [0]) }
    }
    var other = a
    for i in 0..<n {
      for j in (i + 1)..<max(n, i + 1) { other[i * n + j] = .nan }
    }
    try requireSameBits(try backend.cholesky(other, n: n), lower)
  }

  @Test(arguments: TestBackends.all)
  func givesNaNWhereThereIsNone(_ backend: TestBackend) throws {
    for a in [[1, 0, 2, 1], [0, 0, 0, 1], [-1, 0, 0, 1], [.nan, 0, 0, 1], [1, 0, .infinity, 1]] as [[Float]] {
      try requireEqual(try backend.cholesky(a, n: 2), [.nan, .nan, .nan, .nan])
    }
  }
}
