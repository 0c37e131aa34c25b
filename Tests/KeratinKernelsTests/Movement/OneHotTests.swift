import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct OneHotTests {
  static let forms = [
    Rows(count: 4, length: 3), Rows(count: 1, length: 1), Rows(count: 0, length: 5), Rows(count: 5, length: 0),
    Rows(count: 33, length: 17), Rows(count: 3001, length: 11),
  ]

  @Test(arguments: TestBackends.all, forms)
  func marksTheLabel(_ backend: TestBackend, _ rows: Rows) throws {
    try check(backend, rows, Float.self)
    try check(backend, rows, Double.self)
    try check(backend, rows, Int32.self)
    try check(backend, rows, UInt8.self)
  }

  private func check<T: ArithmeticScalar>(_ backend: TestBackend, _ rows: Rows, _ type: T.Type) throws {
    var data = TestData("labels \(rows)")
    var labels: [Int32] = data.integers(rows.count, -1...rows.length)
    if rows.count > 3 { (labels[1], labels[3]) = (.min, .max) }
    var expected: [T] = []
    for label in labels {
      for j in 0..<rows.length { expected.append(T(rounding: Int(label) == j ? 1 : 0)) }
    }
    try requireEqual(try backend.oneHot(labels, rows, as: T.self), expected)
  }
}
