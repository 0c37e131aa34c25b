import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ConcatenateTests {
  static let forms = [
    Concatenation(outer: 1, lengths: [3, 4]),
    Concatenation(outer: 5, lengths: [3]),
    Concatenation(outer: 5, lengths: [1, 1, 1]),
    Concatenation(outer: 7, lengths: [17, 0, 33, 2]),
    Concatenation(outer: 0, lengths: [3, 4]),
    Concatenation(outer: 4, lengths: [0, 0]),
    Concatenation(outer: 4, lengths: []),
    Concatenation(outer: 1, lengths: [20_000, 1, 15_001]),
    Concatenation(outer: 301, lengths: [64, 65, 1]),
  ]

  @Test(arguments: TestBackends.all, forms)
  func joinsBlocks(_ backend: TestBackend, _ form: Concatenation) throws {
    try check(backend, form, Float.self)
    try check(backend, form, Double.self)
    try check(backend, form, Int32.self)
    try check(backend, form, UInt8.self)
  }

  private func check<T: Scalar>(_ backend: TestBackend, _ form: Concatenation, _ type: T.Type) throws {
    var data = TestData("concatenate \(form)")
    let operands: [[T]] = form.lengths.map { data.integers(form.outer * $0, 0...200) }
    var expected: [T] = []
    for block in 0..<form.outer {
      for (operand, length) in zip(operands, form.lengths) {
        expected += operand[block * length..<(block + 1) * length]
      }
    }
    try requireSameBits(try backend.concatenate(operands, form), expected)
  }
}
