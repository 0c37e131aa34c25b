import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ArgReduceTests {
  static let forms = [
    AxisReduction(outer: 1, count: 1, inner: 1), AxisReduction(outer: 1, count: 7, inner: 1),
    AxisReduction(outer: 3, count: 10, inner: 1), AxisReduction(outer: 1, count: 5, inner: 9),
    AxisReduction(outer: 2, count: 3, inner: 4), AxisReduction(outer: 4, count: 33, inner: 17),
    AxisReduction(outer: 5, count: 65, inner: 1), AxisReduction(outer: 0, count: 3, inner: 2),
    AxisReduction(outer: 2, count: 3, inner: 0), AxisReduction(outer: 2, count: 0, inner: 3),
    AxisReduction(outer: 1, count: 30_011, inner: 1), AxisReduction(outer: 3001, count: 10, inner: 1),
    AxisReduction(outer: 1, count: 11, inner: 3001),
  ]

  @Test(arguments: TestBackends.all, forms)
  func findsTheFirstOfTheLargest(_ backend: TestBackend, _ form: AxisReduction) throws {
    // Few different values make many ties; special ones stand among them.
    try check(backend, form, [-3, 0, 2, 2, 5] as [Float])
    try check(backend, form, [-.infinity, -.infinity, -1] as [Float])
    try check(backend, form, [.infinity, .infinity] as [Float])
    try check(backend, form, [1, 2, 3, 4, 5, 6, 7, 8, 9, .nan] as [Float])
    try check(backend, form, [0, -0.0] as [Float])
    try check(backend, form, [-3, 0, 2, .nan] as [Double])
    try check(backend, form, [.min, -1, 0, .max] as [Int32])
    try check(backend, form, [0, 127, 128, 255] as [UInt8])
  }

  private func check<T: ArithmeticScalar>(_ backend: TestBackend, _ form: AxisReduction, _ values: [T]) throws {
    var data = TestData("arg \(form)")
    let choices: [Int32] = data.integers(form.outer * form.count * form.inner, 0...(values.count - 1))
    let x = choices.map { values[Int($0)] }
    for largest in [true, false] {
      var expected: [Int32] = []
      for o in 0..<form.outer {
        for n in 0..<form.inner {
          let line = (0..<form.count).map { x[(o * form.count + $0) * form.inner + n] }
          let extreme = largest ? line.max() : line.min()
          let index = line.firstIndex { $0 != $0 } ?? line.firstIndex { $0 == extreme } ?? 0
          expected.append(Int32(index))
        }
      }
      try requireEqual(try backend.argReduce(largest: largest, x, form), expected)
    }
  }
}
