import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct GemmTests {
  @Test(arguments: TestBackends.all)
  func multipliesTheSmallestMatrices(_ backend: TestBackend) throws {
    for form in GemmForm.tiny {
      try check(backend, form, Float.self)
      try check(backend, form, Double.self)
    }
  }

  @Test(arguments: TestBackends.all, GemmForm.medium)
  func multipliesWithinTheBoundOfAProduct(_ backend: TestBackend, _ form: GemmForm) throws {
    try check(backend, form, Float.self)
    try check(backend, form, Double.self)
  }

  @Test(arguments: TestBackends.all, GemmForm.large)
  func multipliesLargeMatrices(_ backend: TestBackend, _ form: GemmForm) throws {
    try check(backend, form, Float.self)
  }

  /// A sample of the elements: all of them would take seconds in Double.
  @Test(arguments: TestBackends.all, GemmForm.huge)
  func multipliesMatricesLargerThanTheCaches(_ backend: TestBackend, _ form: GemmForm) throws {
    var data = TestData("gemm \(form)")
    let a: [Float] = data.uniform(form.countA)
    let b: [Float] = data.uniform(form.countB)
    let d = form.descriptor
    let c = try backend.gemm(a, b, d, resultCount: form.countC, filler: .nan)
    let gamma = RoundingBound.gamma(d.k, Float.self) + RoundingBound.gamma(d.k, Double.self)
    for i in 0..<d.m {
      let row = c[i * d.rowStrideC..<i * d.rowStrideC + d.n]
      try #require(row.allSatisfy { $0.isFinite })
      for j in 0..<d.n where (i * d.n + j) % 97 == 0 || (i == d.m - 1 && j == d.n - 1) {
        var (sum, size) = (0.0, 0.0)
        for p in 0..<d.k {
          let term =
            Double(a[d.transposeA ? p * d.rowStrideA + i : i * d.rowStrideA + p])
            * Double(b[d.transposeB ? j * d.rowStrideB + p : p * d.rowStrideB + j])
          sum += term
          size += term.magnitude
        }
        let difference = (Double(c[i * d.rowStrideC + j]) - sum).magnitude
        guard difference <= gamma * size else {
          throw Mismatch(
            at: i * d.n + j, of: d.m * d.n, "\(c[i * d.rowStrideC + j])", expected: "\(sum) within \(gamma * size)")
        }
      }
      for j in d.n..<d.rowStrideC where i < d.m - 1 {
        try #require(c[i * d.rowStrideC + j].isNaN, "what lies between rows of C is not written")
      }
    }
  }

  private func check<T: FloatingScalar>(_ backend: TestBackend, _ form: GemmForm, _ type: T.Type) throws {
    var data = TestData("gemm \(form)")
    let a: [T] = data.uniform(form.countA)
    let b: [T] = data.uniform(form.countB)
    let k = form.descriptor.k
    let (exact, magnitude) = form.exact(a, b, filler: T(rounding: -77))
    let gamma = RoundingBound.gamma(k, T.self) + RoundingBound.gamma(k, Double.self)
    let c = try backend.gemm(a, b, form.descriptor, resultCount: form.countC, filler: T(rounding: -77))
    try requireClose(c, exact, within: magnitude.map { $0 * gamma })
    if form.descriptor.rowStrideC == form.descriptor.n {
      // Dense results once more, over NaN.
      let fresh = try backend.gemm(a, b, form.descriptor)
      try requireSameBits(fresh, c)
    }
  }

  @Test(arguments: TestBackends.all)
  func multipliesTwoByTwo(_ backend: TestBackend) throws {
    let a: [Float] = [1, 2, 3, 4]
    let b: [Float] = [5, 6, 7, 8]
    let product = { (a: [Float], b: [Float], transposeA: Bool, transposeB: Bool) in
      try backend.gemm(a, b, Gemm(m: 2, n: 2, k: 2, transposeA: transposeA, transposeB: transposeB))
    }
    try requireEqual(try product(a, b, false, false), [19, 22, 43, 50])
    try requireEqual(try product(a, b, true, false), [26, 30, 38, 44])
    try requireEqual(try product(a, b, false, true), [17, 23, 39, 53])
    try requireEqual(try product(a, b, true, true), [23, 31, 34, 46])
  }

  /// An infinite or NaN element reaches its own row or column of the result and no other, whatever padding a kernel packs.
  @Test(arguments: TestBackends.all, [(1, 1), (13, 33), (12, 32), (7, 100), (25, 9)])
  func keepsWhatIsNotFiniteInItsRowAndColumn(_ backend: TestBackend, _ extents: (m: Int, n: Int)) throws {
    let (m, n) = extents
    let k = 19
    for value in [Float.infinity, -.infinity, .nan] {
      for (form, row) in GemmForm.transposed(m, n, k).flatMap({ form in [(form, 0), (form, m - 1)] }) {
        let d = form.descriptor
        var a = [Float](repeating: 1, count: m * k)
        a[d.transposeA ? (k - 1) * m + row : row * k + k - 1] = value
        let b = [Float](repeating: 2, count: k * n)
        let expected = (0..<m * n).map { $0 / n == row ? value : Float(2 * k) }
        try requireEqual(try backend.gemm(a, b, d), expected)
      }
      for (form, column) in GemmForm.transposed(m, n, k).flatMap({ form in [(form, 0), (form, n - 1)] }) {
        let d = form.descriptor
        let a = [Float](repeating: 2, count: m * k)
        var b = [Float](repeating: 1, count: k * n)
        b[d.transposeB ? column * k + k - 1 : (k - 1) * n + column] = value
        let expected = (0..<m * n).map { $0 % n == column ? value : Float(2 * k) }
        try requireEqual(try backend.gemm(a, b, d), expected)
      }
    }
  }

  /// ⟨A·X, Y⟩ = ⟨X, Aᵀ·Y⟩ in whole numbers.
  @Test(arguments: TestBackends.all)
  func hasTheTransposedProductAsItsAdjoint(_ backend: TestBackend) throws {
    for (m, n, k) in [(3, 5, 7), (33, 17, 40), (64, 10, 64)] {
      var data = TestData("gemm adjoint")
      let a: [Float] = data.integers(m * k, -8...8)
      let x: [Float] = data.integers(k * n, -8...8)
      let y: [Float] = data.integers(m * n, -8...8)
      let forward = try backend.gemm(a, x, Gemm(m: m, n: n, k: k))
      let back = try backend.gemm(a, y, Gemm(m: k, n: n, k: m, transposeA: true))
      try requireEqual([dot(forward, y)], [dot(x, back)])
    }
  }
}
