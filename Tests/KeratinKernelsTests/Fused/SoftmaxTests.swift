import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct SoftmaxTests {
  @Test(arguments: TestBackends.all, RowForms.all)
  func isNearTheDefinition(_ backend: TestBackend, _ rows: Rows) throws {
    var data = TestData("softmax \(rows)")
    let count = rows.count * rows.length
    for x in [data.uniform(count), data.uniform(count, from: -30, to: 30), data.uniform(count, from: -1e4, to: 1e4)]
      as [[Float]]
    {
      try check(backend, rows, x)
      try check(backend, rows, x.map(\.asDouble))
    }
  }

  private func check<T: FloatingScalar>(_ backend: TestBackend, _ rows: Rows, _ x: [T]) throws {
    let naive = TestBackends.naive
    let wide = x.map(\.asDouble)
    let y = try naive.softmax(wide, rows)
    try requireClose(try backend.softmax(x, rows), definition: try naive.softmax(x, rows), inDouble: y)
    try requireClose(
      try backend.logSoftmax(x, rows), definition: try naive.logSoftmax(x, rows),
      inDouble: try naive.logSoftmax(wide, rows))
    var data = TestData("softmax gradient")
    let dy: [T] = data.uniform(x.count)
    let rounded = y.map { T(rounding: $0) }
    try requireClose(
      try backend.softmaxGradient(rounded, dy, rows), definition: try naive.softmaxGradient(rounded, dy, rows),
      inDouble: try naive.softmaxGradient(rounded.map(\.asDouble), dy.map(\.asDouble), rows))
  }

  @Test(arguments: TestBackends.all)
  func hasTheValuesOfTheFormula(_ backend: TestBackend) throws {
    let rows = Rows(count: 2, length: 3)
    let x: [Float] = [1, 2, 3, -1, 0, 1000]
    // e¹, e², e³ over their sum, and its logarithm; the second row is (0, 0, 1) to all digits.
    try requireClose(
      try backend.softmax(x, rows), [0.09003057317038046, 0.24472847105479767, 0.6652409557748219, 0, 0, 1],
      within: .init(repeating: 2e-7, count: 6))
    try requireClose(
      try backend.logSoftmax(x, rows),
      [-2.4076059644443806, -1.4076059644443804, -0.4076059644443804, -1001, -1000, 0],
      within: .init(repeating: 1e-6, count: 3) + .init(repeating: 1e-4, count: 3))
    // y·(dy − Σ y·dy) with Σ y·dy = 0.5·1 + 0.25·2 + 0.25·4 = 2.
    try requireClose(
      try backend.softmaxGradient([0.5, 0.25, 0.25] as [Float], [1, 2, 4], Rows(count: 1, length: 3)), [-0.5, 0, 0.5],
      within: .init(repeating: 1e-7, count: 3))
  }

  @Test(arguments: TestBackends.all, [1, 3, 8, 16, 19, 40])
  func takesInfinitiesToTheirLimits(_ backend: TestBackend, _ length: Int) throws {
    let rows = Rows(count: 4, length: length)
    var x = [Float](repeating: 0.5, count: 4 * length)
    for j in 0..<length { x[length + j] = -.infinity }
    x[2 * length + length - 1] = .nan
    if length > 1 { x[3 * length] = -.infinity }
    let y = try backend.softmax(x, rows)
    let uniform = [Double](repeating: 1 / Double(length), count: length)
    let bounds = [Double](repeating: 1e-6, count: length)
    try requireClose(Array(y[..<length]), uniform, within: bounds)
    #expect(y[length..<3 * length].allSatisfy { $0.isNaN }, "rows of −∞ alone, and with a NaN, are NaN")
    if length > 1 {
      // A masked element is 0, the others share the rest.
      let rest = [0] + [Double](repeating: 1 / Double(length - 1), count: length - 1)
      try requireClose(Array(y[(3 * length)...]), rest, within: [0] + bounds.dropFirst())
    }
  }
}
