import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct TriangularTests {
  @Test(
    arguments: TestBackends.all, [[0, 0], [0, 2], [2, 0], [1, 1], [2, 3], [5, 3], [8, 1], [33, 7], [64, 64]])
  func solvesSystems(_ backend: TestBackend, _ extents: [Int]) throws {
    for choice in 0..<8 {
      let system = TriangularSystem(
        n: extents[0], columns: extents[1], isLower: choice & 1 == 0, isTransposed: choice & 2 == 0,
        hasUnitDiagonal: choice & 4 == 0)
      try check(backend, system, Float.self)
      try check(backend, system, Double.self)
    }
  }

  /// |A·X − B| ≤ γₙ·|A|·|X| (Higham, theorem 8.5).
  private func check<T: FloatingScalar>(_ backend: TestBackend, _ system: TriangularSystem, _ type: T.Type) throws {
    let (n, columns) = (system.n, system.columns)
    var data = TestData("triangular \(system)")
    var a: [T] = data.uniform(n * n)
    for i in 0..<n { a[i * (n + 1)] += a[i * (n + 1)] < 0 ? -2 : 2 }
    for i in 0..<n {
      // What is not to be read.
      for j in 0..<n where system.isLower ? j > i : j < i { a[i * n + j] = .nan }
      if system.hasUnitDiagonal { a[i * (n + 1)] = .nan }
    }
    // Small off the diagonal, lest solutions grow with n.
    for i in a.indices where i % (n + 1) != 0 { a[i] /= T(n) }
    let b: [T] = data.uniform(n * columns)
    let x = RealMatrix(try backend.solveTriangular(a, b, system), n, columns)
    let stored = RealMatrix(n, n) { i, j in
      i == j && system.hasUnitDiagonal ? 1 : (system.isLower ? j > i : j < i) ? 0 : a[i * n + j].asDouble
    }
    let matrix = system.isTransposed ? stored.transposed : stored
    let bounds = matrix.magnitudes.times(x.magnitudes).elements.map { 2 * RoundingBound.gamma(n + 1, type) * $0 }
    try requireClose(matrix.times(x).elements, b.map(\.asDouble), within: bounds)
  }

  @Test(arguments: TestBackends.all)
  func givesNaNWhereTheMatrixIsSingular(_ backend: TestBackend) throws {
    let lower = TriangularSystem(n: 2, columns: 1, isLower: true)
    for a in [[1, 9, 2, 0], [0, 9, 2, 1], [1, 9, .nan, 1], [.infinity, 9, 1, 1]] as [[Float]] {
      try requireEqual(try backend.solveTriangular(a, [1, 1], lower), [.nan, .nan])
    }
    let unit = TriangularSystem(n: 2, columns: 1, isLower: true, hasUnitDiagonal: true)
    try requireEqual(try backend.solveTriangular([0, 9, 2, 0] as [Float], [1, 1], unit), [1, -1])
  }
}
