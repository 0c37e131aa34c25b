import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct GatherTests {
  static let forms = [
    RowGather(rows: 5, rowLength: 3, count: 7),
    RowGather(rows: 5, rowLength: 1, count: 40),
    RowGather(rows: 1, rowLength: 17, count: 3),
    RowGather(rows: 9, rowLength: 33, count: 1),
    RowGather(rows: 9, rowLength: 0, count: 4),
    RowGather(rows: 9, rowLength: 4, count: 0),
    RowGather(rows: 0, rowLength: 4, count: 3),
    RowGather(rows: 100, rowLength: 64, count: 501),
    RowGather(rows: 1000, rowLength: 7, count: 5003),
    RowGather(rows: 3, rowLength: 1, count: 30_011),
  ]

  /// Indices mostly inside the table, some outside, the limits of the type among them.
  private func indices(_ form: RowGather) -> [Int32] {
    var data = TestData("gather \(form)")
    var indices: [Int32] = data.integers(form.count, -1...max(form.rows, 1))
    if form.count > 5 { (indices[2], indices[5]) = (.min, .max) }
    return indices
  }

  @Test(arguments: TestBackends.all, forms)
  func picksRows(_ backend: TestBackend, _ form: RowGather) throws {
    try checkGather(backend, form, outside: Float.nan)
    try checkGather(backend, form, outside: Double.nan)
    try checkGather(backend, form, outside: Int32(0))
    try checkGather(backend, form, outside: UInt8(0))
  }

  private func checkGather<T: Scalar>(_ backend: TestBackend, _ form: RowGather, outside: T) throws {
    var data = TestData("table \(form)")
    let table: [T] = data.integers(form.rows * form.rowLength, 0...200)
    let indices = indices(form)
    var expected: [T] = []
    for index in indices {
      for j in 0..<form.rowLength {
        expected.append(0..<form.rows ~= Int(index) ? table[Int(index) * form.rowLength + j] : outside)
      }
    }
    try requireEqual(try backend.gather(table, indices, form), expected)
  }

  @Test(arguments: TestBackends.all, forms)
  func addsUpRowsThatWerePicked(_ backend: TestBackend, _ form: RowGather) throws {
    try checkAdjoint(backend, form, Float.self)
    try checkAdjoint(backend, form, Double.self)
    try checkAdjoint(backend, form, Int32.self)
  }

  /// ⟨Lx, y⟩ = ⟨x, L*y⟩ in whole numbers, for indices inside the table; those outside add nothing.
  private func checkAdjoint<T: ArithmeticScalar>(
    _ backend: TestBackend, _ form: RowGather, _ type: T.Type
  ) throws {
    var data = TestData("gather adjoint \(form)")
    let indices = indices(form)
    let y: [T] = data.integers(form.count * form.rowLength, -8...8)
    let adjoint = try backend.gatherAdjoint(y, indices, form)
    var expected = [Double](repeating: 0, count: form.rows * form.rowLength)
    for (i, index) in indices.enumerated() where 0..<form.rows ~= Int(index) {
      for j in 0..<form.rowLength {
        expected[Int(index) * form.rowLength + j] += y[i * form.rowLength + j].asDouble
      }
    }
    try requireEqual(adjoint.map(\.asDouble), expected)
    if form.rows > 0 {
      let inside = indices.map { Int32((Int($0) % form.rows + form.rows) % form.rows) }
      let x: [T] = data.integers(form.rows * form.rowLength, -8...8)
      let image = try backend.gather(x, inside, form)
      let pulled = try backend.gatherAdjoint(y, inside, form)
      try requireEqual([dot(image, y)], [dot(x, pulled)])
    }
  }

  @Test(arguments: TestBackends.all, forms)
  func addsUpWithinTheBoundOfASum(_ backend: TestBackend, _ form: RowGather) throws {
    var data = TestData("gather sums \(form)")
    let indices = indices(form)
    let y: [Float] = data.uniform(form.count * form.rowLength)
    var exact = [Double](repeating: 0, count: form.rows * form.rowLength)
    var magnitude = exact
    for (i, index) in indices.enumerated() where 0..<form.rows ~= Int(index) {
      for j in 0..<form.rowLength {
        exact[Int(index) * form.rowLength + j] += Double(y[i * form.rowLength + j])
        magnitude[Int(index) * form.rowLength + j] += Double(y[i * form.rowLength + j].magnitude)
      }
    }
    let bounds = magnitude.map { $0 * RoundingBound.gamma(form.count, Float.self) }
    try requireClose(try backend.gatherAdjoint(y, indices, form), exact, within: bounds)
  }
}
