import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct LUTests {
  @Test(arguments: TestBackends.all, [0, 1, 2, 3, 5, 8, 17, 33, 64])
  func decomposesMatrices(_ backend: TestBackend, _ n: Int) throws {
    var data = TestData("lu \(n)")
    let a: [Double] = data.uniform(n * n)
    try check(backend, a, n)
    try check(backend, a.map { Float($0) }, n)
    try check(backend, data.integers(n * n, -2...2) as [Float], n)
    try check(backend, [Double](repeating: 1, count: n * n), n)
  }

  /// |L·U − P·A| ≤ γₙ·|L|·|U| (Higham, theorem 9.3); no element of L is beyond 1; the sign is the permutation's.
  private func check<T: FloatingScalar>(_ backend: TestBackend, _ a: [T], _ n: Int) throws {
    let (factors, permutation, sign) = try backend.lu(a, n: n)
    #expect(Set(permutation) == Set(0..<n))
    let l = RealMatrix(n, n) { $0 == $1 ? 1 : $0 > $1 ? factors[$0 * n + $1].asDouble : 0 }
    let u = RealMatrix(n, n) { $0 <= $1 ? factors[$0 * n + $1].asDouble : 0 }
    let permuted = RealMatrix(n, n) { a[permutation[$0] * n + $1].asDouble }
    let gamma = RoundingBound.gamma(n + 1, T.self)
    let bounds = l.magnitudes.times(u.magnitudes).elements.map { 2 * gamma * $0 }
    try requireClose(l.times(u).elements, permuted.elements, within: bounds)
    #expect(l.elements.allSatisfy { $0.magnitude <= 1 })
    var inversions = 0
    for i in 0..<n { for j in 0..<i where permutation[j] > permutation[i] { inversions += 1 } }
    try requireEqual([sign], [inversions % 2 == 0 ? 1 : -1])
  }
}
