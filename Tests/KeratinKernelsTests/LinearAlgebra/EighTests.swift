import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct EighTests {
  @Test(arguments: TestBackends.all, [0, 1, 2, 3, 5, 8, 17, 33, 64])
  func decomposesMatrices(_ backend: TestBackend, _ n: Int) throws {
    var data = TestData("eigh \(n)")
    let a: [Double] = data.uniform(n * n)
    try check(backend, a, n)
    try check(backend, a.map { Float($0) }, n)
    try check(backend, a.map { Float($0) * 0x1p100 }, n)
    try check(backend, a.map { Float($0) * 0x1p-100 }, n)
    // Equal eigenvalues, zeros.
    try check(backend, [Float](repeating: 0, count: n * n), n)
    try check(backend, [Float](repeating: 1, count: n * n), n)
    try check(backend, RealMatrix.identity(n).elements, n)
    try check(backend, data.integers(n * n, -2...2) as [Float], n)
  }

  /// V's columns are orthonormal and V·diag(w)·Vᵀ is A within 10·n·u·‖A‖ (LAPACK Users' Guide, 4.7).
  private func check<T: FloatingScalar>(_ backend: TestBackend, _ a: [T], _ n: Int) throws {
    let (values, vectors) = try backend.eigh(a, n: n)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    let v = RealMatrix(vectors, n, n)
    let gamma = RoundingBound.gamma(10 * max(n, 1), T.self)
    try requireNear(v.transposed.times(v), .identity(n), within: gamma)
    let symmetric = RealMatrix(n, n) { a[max($0, $1) * n + min($0, $1)].asDouble }
    let scaled = RealMatrix(n, n) { v[$0, $1] * values[$1].asDouble }
    try requireNear(scaled.times(v.transposed), symmetric, within: gamma * symmetric.norm)
    for column in 0..<n { try requireSign((0..<n).map { v[$0, column] }) }
  }

  @Test(arguments: TestBackends.all)
  func givesNaNBesideNaN(_ backend: TestBackend) throws {
    for a in [[.nan, 0, 0, 1], [1, 0, .infinity, 1]] as [[Float]] {
      let (values, vectors) = try backend.eigh(a, n: 2)
      try requireEqual(values + vectors, [Float](repeating: .nan, count: 6))
    }
    // The upper triangle is not read.
    try requireEqual(try backend.eigh([1, .nan, 0, 2] as [Float], n: 2).values, [1, 2])
  }
}

/// Throws unless the first large element is positive.
func requireSign(_ vector: [Double]) throws {
  let largest = vector.reduce(0) { max($0, $1.magnitude) }
  guard let first = vector.first(where: { $0.magnitude >= 0.551 * largest }) else { return }
  let near = vector.first { $0.magnitude >= 0.549 * largest }
  // Where rounding decides which is the first, either may be.
  if first == near { #expect(first >= 0) }
}
