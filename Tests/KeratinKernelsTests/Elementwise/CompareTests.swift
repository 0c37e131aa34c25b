import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CompareTests {
  @Test(arguments: TestBackends.all, CompareOperation.allCases)
  func isTheComparison(_ backend: TestBackend, _ operation: CompareOperation) throws {
    let floats: [Float] = [0, -0.0, 1, -1, .infinity, -.infinity, .nan, 0x1p-149, -0x1p-149, 3e38]
    try check(backend, operation, floats)
    try check(backend, operation, floats.map { Double($0) })
    try check(backend, operation, [Int32.min, -1, 0, 1, 2, .max])
    try check(backend, operation, [0, 1, 2, 127, 128, 255] as [UInt8])
  }

  private func check<T: ArithmeticScalar>(
    _ backend: TestBackend, _ operation: CompareOperation, _ values: [T]
  ) throws {
    for form in BroadcastForm.all {
      let a = (0..<form.a.count).map { values[$0 % values.count] }
      let b = (0..<form.b.count).map { values[($0 / values.count + $0) % values.count] }
      let wideA = form.widenedA(a)
      let wideB = form.widenedB(b)
      let expected = zip(wideA, wideB).map { a, b -> UInt8 in
        let holds =
          switch operation {
          case .equal: a == b
          case .notEqual: a != b
          case .less: a < b
          case .lessEqual: a <= b
          case .greater: a > b
          case .greaterEqual: a >= b
          }
        return holds ? 1 : 0
      }
      let y = try backend.compare(operation, a, b, Broadcast([form.a, form.b], to: form.result))
      try requireEqual(y, expected)
    }
  }
}
