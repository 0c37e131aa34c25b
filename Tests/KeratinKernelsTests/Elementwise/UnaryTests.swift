import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct UnaryTests {
  static let sizes = [0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 64, 65, 100, 1027, 100_003]

  @Test(arguments: TestBackends.all, UnaryOperation.allCases)
  func isNearTheFunctionOverTheWholeRange(_ backend: TestBackend, _ operation: UnaryOperation) throws {
    try checkRange(backend, operation, Float.self)
    try checkRange(backend, operation, Double.self)
  }

  private func checkRange<T: FloatingScalar>(
    _ backend: TestBackend, _ operation: UnaryOperation, _ type: T.Type
  ) throws {
    var data = TestData("unary \(operation)")
    var x = T.specialValues
    x += data.uniform(20_000, from: -1, to: 1)
    x += data.uniform(20_000, from: -20, to: 20)
    x += data.uniform(20_000, from: -110, to: 110)
    x += data.spread(UnaryTests.sizes.max()! - x.count, exponents: -149...127)
    let exact = try TestBackends.naive.unary(operation, x.map(\.asDouble))
    for size in UnaryTests.sizes {
      let y = try backend.unary(operation, Array(x.prefix(size)))
      try requireClose(y, Array(exact.prefix(size)), ulps: operation.maximumULP)
    }
  }

  @Test(arguments: TestBackends.all, UnaryOperation.allCases)
  func hasTheValuesOfTheTables(_ backend: TestBackend, _ operation: UnaryOperation) throws {
    let examples = UnaryExamples.all[operation]!
    let exact = examples.map(\.y)
    try requireClose(try backend.unary(operation, examples.map { Float($0.x) }), exact, ulps: operation.maximumULP)
    try requireClose(try backend.unary(operation, examples.map { $0.x }), exact, ulps: operation.maximumULP)
  }

  @Test(arguments: TestBackends.all)
  func hasTheLimitsOfTheStandard(_ backend: TestBackend) throws {
    let infinity = Float.infinity
    let limits: [(UnaryOperation, x: [Float], y: [Float])] = [
      (.sqrt, [-1, -infinity, infinity, 0], [.nan, .nan, infinity, 0]),
      (.rsqrt, [0, infinity, -1], [infinity, 0, .nan]),
      (.reciprocal, [0, -0.0, infinity, -infinity], [infinity, -infinity, 0, 0]),
      (.exp, [infinity, -infinity, 89, -104, 0], [infinity, 0, infinity, 0, 1]),
      (.expm1, [infinity, -infinity, 0], [infinity, -1, 0]),
      (.log, [0, -0.0, -1, infinity, 1], [-infinity, -infinity, .nan, infinity, 0]),
      (.log1p, [-1, -1.5, infinity, 0], [-infinity, .nan, infinity, 0]),
      (.sin, [infinity, -infinity, 0], [.nan, .nan, 0]),
      (.cos, [infinity, -infinity, 0], [.nan, .nan, 1]),
      (.tan, [infinity, -infinity, 0], [.nan, .nan, 0]),
      (.asin, [1.5, -infinity, 0], [.nan, .nan, 0]),
      (.acos, [1.5, -infinity, 1], [.nan, .nan, 0]),
      (.sinh, [infinity, -infinity, 100], [infinity, -infinity, infinity]),
      (.cosh, [infinity, -infinity, 0], [infinity, infinity, 1]),
      (.tanh, [infinity, -infinity, 0], [1, -1, 0]),
      (.sigmoid, [infinity, -infinity, 100, -1000], [1, 0, 1, 0]),
      (.relu, [infinity, -infinity, -0.0], [infinity, 0, 0]),
      (.softplus, [infinity, -infinity, 1000, -1000], [infinity, 0, 1000, 0]),
      (.erf, [infinity, -infinity, 10, -10], [1, -1, 1, -1]),
      (.sign, [infinity, -infinity, -0.0, 0x1p-149], [1, -1, 0, 1]),
      (.floor, [infinity, -infinity, -0.5, 8_388_607.5], [infinity, -infinity, -1, 8_388_607]),
      (.ceil, [infinity, -infinity, 0.5, -8_388_607.5], [infinity, -infinity, 1, -8_388_607]),
      (.round, [0.5, 1.5, -0.5, -1.5, 2.5, infinity], [0, 2, 0, -2, 2, infinity]),
      (.negate, [infinity, -infinity], [-infinity, infinity]),
      (.abs, [-infinity, -0x1p-149], [infinity, 0x1p-149]),
      (.square, [-infinity, 1e20, 1e-30], [infinity, infinity, 0]),
    ]
    for (operation, x, y) in limits {
      try requireEqual(try backend.unary(operation, x), y)
      try requireEqual(try backend.unary(operation, [Float.nan]), [.nan])
    }
  }

  @Test(arguments: TestBackends.all)
  func keepsTheSignOfZero(_ backend: TestBackend) throws {
    try requireSameBits(try backend.unary(.negate, [0, -0.0] as [Float]), [-0.0, 0])
    try requireSameBits(try backend.unary(.abs, [0, -0.0] as [Float]), [0, 0])
  }
}
