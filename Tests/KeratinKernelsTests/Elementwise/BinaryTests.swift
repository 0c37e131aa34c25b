import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct BinaryTests {
  /// The functions that integer types have.
  static let integerOperations: [BinaryOperation] = [.add, .subtract, .multiply, .divide, .maximum, .minimum]

  @Test(arguments: TestBackends.all, BinaryOperation.allCases)
  func hasTheValuesOfTheTables(_ backend: TestBackend, _ operation: BinaryOperation) throws {
    let examples = BinaryExamples.all[operation]!
    let exact = examples.map(\.y)
    let float = try backend.binary(operation, examples.map { Float($0.a) }, examples.map { Float($0.b) })
    try requireClose(float, exact, ulps: operation.maximumULP)
    let double = try backend.binary(operation, examples.map(\.a), examples.map(\.b))
    try requireClose(double, exact, ulps: operation.maximumULP)
  }

  @Test(arguments: TestBackends.all, BinaryOperation.allCases)
  func isNearTheFunctionForEveryPairOfSpecialValues(_ backend: TestBackend, _ operation: BinaryOperation) throws {
    try checkSpecialPairs(backend, operation, Float.self)
    try checkSpecialPairs(backend, operation, Double.self)
  }

  private func checkSpecialPairs<T: FloatingScalar>(
    _ backend: TestBackend, _ operation: BinaryOperation, _ type: T.Type
  ) throws {
    let values = T.specialValues
    let a = values.flatMap { a in values.map { _ in a } }
    let b = values.flatMap { _ in values }
    let exact = try TestBackends.naive.binary(operation, a.map(\.asDouble), b.map(\.asDouble))
    try requireClose(try backend.binary(operation, a, b), exact, ulps: operation.maximumULP)
  }

  @Test(arguments: TestBackends.all, BinaryOperation.allCases)
  func isNearTheFunctionInEveryBroadcastForm(_ backend: TestBackend, _ operation: BinaryOperation) throws {
    for form in BroadcastForm.all {
      try checkForm(backend, operation, form, Float.self)
      if form.result.count < 1000 { try checkForm(backend, operation, form, Double.self) }
    }
  }

  private func checkForm<T: FloatingScalar>(
    _ backend: TestBackend, _ operation: BinaryOperation, _ form: BroadcastForm, _ type: T.Type
  ) throws {
    var data = TestData("binary \(operation) \(form)")
    // Powers of two near 1 keep powers in range; the special values try the ends.
    let a: [T] = data.spread(form.a.count, exponents: -6...6)
    let b: [T] = data.spread(form.b.count, exponents: -6...6)
    let wideA = form.widenedA(a.map(\.asDouble))
    let wideB = form.widenedB(b.map(\.asDouble))
    let exact = try TestBackends.naive.binary(operation, wideA, wideB)
    let y = try backend.binary(operation, a, b, Broadcast([form.a, form.b], to: form.result))
    try requireClose(y, exact, ulps: operation.maximumULP)
  }

  @Test(arguments: TestBackends.all, integerOperations)
  func wrapsAroundInIntegers(_ backend: TestBackend, _ operation: BinaryOperation) throws {
    try checkIntegers(backend, operation, [Int32.min, .min + 1, -1000, -7, -1, 0, 1, 2, 7, 65_537, .max - 1, .max])
    try checkIntegers(backend, operation, [0, 1, 2, 7, 127, 128, 200, 254, 255] as [UInt8])
  }

  private func checkIntegers<T: ArithmeticScalar & FixedWidthInteger>(
    _ backend: TestBackend, _ operation: BinaryOperation, _ values: [T]
  ) throws {
    for form in BroadcastForm.all {
      let a = (0..<form.a.count).map { values[$0 % values.count] }
      let b = (0..<form.b.count).map { values[($0 / values.count + $0) % values.count] }
      let wideA = form.widenedA(a)
      let wideB = form.widenedB(b)
      let expected = zip(wideA, wideB).map { a, b in
        let (x, y) = (Int64(a), Int64(b))
        let wide =
          switch operation {
          case .add: x + y
          case .subtract: x - y
          case .multiply: x * y
          case .divide: y == 0 ? 0 : x / y
          case .maximum: x > y ? x : y
          default: x < y ? x : y
          }
        return T(truncatingIfNeeded: wide)
      }
      let y = try backend.binary(operation, a, b, Broadcast([form.a, form.b], to: form.result))
      try requireEqual(y, expected)
    }
  }
}
