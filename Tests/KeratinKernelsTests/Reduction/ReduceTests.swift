import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ReduceTests {
  @Test(arguments: TestBackends.all, ReductionForm.all)
  func staysWithinTheBoundsOfSumsAndProducts(_ backend: TestBackend, _ form: ReductionForm) throws {
    try checkBounds(backend, form, Float.self)
    try checkBounds(backend, form, Double.self)
  }

  private func checkBounds<T: FloatingScalar>(_ backend: TestBackend, _ form: ReductionForm, _ type: T.Type) throws {
    var data = TestData("reduce \(form)")
    let n = form.reducedCount
    let x: [T] = data.uniform(form.shape.count)
    let groups = form.groups(x.map(\.asDouble))
    let sums = groups.map { $0.reduce(0, +) }
    let magnitudes = groups.map { $0.reduce(0) { $0 + $1.magnitude } }
    // The sum here is one in Double itself.
    let gamma = RoundingBound.gamma(max(n - 1, 0), T.self) + RoundingBound.gamma(n, Double.self)
    try requireClose(try backend.reduce(.sum, x, form.descriptor), sums, within: magnitudes.map { $0 * gamma })
    let means = sums.map { $0 / Double(n) }
    let meanGamma = RoundingBound.gamma(n, T.self) + RoundingBound.gamma(n + 1, Double.self)
    try requireClose(
      try backend.reduce(.mean, x, form.descriptor), means, within: magnitudes.map { $0 / Double(n) * meanGamma })
    // Factors near 1, so that no product leaves the range.
    let factors: [T] = data.uniform(form.shape.count, from: 0.9, to: 1.1)
    let products = form.groups(factors.map(\.asDouble)).map { $0.reduce(1, *) }
    try requireClose(
      try backend.reduce(.product, factors, form.descriptor), products,
      within: products.map { $0.magnitude < T.leastNormalMagnitude.asDouble ? $0.magnitude : $0.magnitude * gamma })
    let largest = groups.map { $0.reduce(-.infinity) { $0 < $1 ? $1 : $0 } }
    try requireEqual(try backend.reduce(.maximum, x, form.descriptor).map(\.asDouble), largest)
    let smallest = groups.map { $0.reduce(.infinity) { $0 > $1 ? $1 : $0 } }
    try requireEqual(try backend.reduce(.minimum, x, form.descriptor).map(\.asDouble), smallest)
  }

  @Test(arguments: TestBackends.all, ReductionForm.all)
  func wrapsAroundInIntegers(_ backend: TestBackend, _ form: ReductionForm) throws {
    try checkIntegers(backend, form, Int32.min...Int32.max)
    try checkIntegers(backend, form, UInt8.min...UInt8.max)
  }

  private func checkIntegers<T: ArithmeticScalar & FixedWidthInteger>(
    _ backend: TestBackend, _ form: ReductionForm, _ range: ClosedRange<T>
  ) throws {
    var data = TestData("reduce integers \(form)")
    let x: [T] = data.integers(form.shape.count, Int(range.lowerBound)...Int(range.upperBound))
    let groups = form.groups(x)
    let reduce = { (operation: ReduceOperation) in try backend.reduce(operation, x, form.descriptor) }
    try requireEqual(try reduce(.sum), groups.map { $0.reduce(0, &+) })
    try requireEqual(try reduce(.product), groups.map { $0.reduce(1, &*) })
    try requireEqual(try reduce(.maximum), groups.map { $0.max() ?? .min })
    try requireEqual(try reduce(.minimum), groups.map { $0.min() ?? .max })
    let means = groups.map { $0.isEmpty ? T(0) : T($0.reduce(0) { $0 + Int64($1) } / Int64($0.count)) }
    try requireEqual(try reduce(.mean), means)
  }

  @Test(arguments: TestBackends.all, [1, 2, 5, 8, 16, 17, 33, 40, 70])
  func isNaNWhereverNaNStands(_ backend: TestBackend, _ count: Int) throws {
    for place in 0..<count {
      var data = TestData("NaN")
      var x: [Float] = data.uniform(count)
      x[place] = .nan
      for operation in ReduceOperation.allCases {
        try requireEqual(try backend.reduce(operation, x, Reduction([count], axes: [0])), [.nan])
        // Two columns: the other must stay clean.
        let matrix = x.flatMap { [$0, 1] as [Float] }
        let y = try backend.reduce(operation, matrix, Reduction([count, 2], axes: [0]))
        try requireEqual(y, [.nan, operation == .sum ? Float(count) : 1])
      }
    }
  }

  @Test(arguments: TestBackends.all)
  func treatsInfinitiesAsNumbers(_ backend: TestBackend) throws {
    let reduce = { (operation: ReduceOperation, x: [Float]) in
      try backend.reduce(operation, x, Reduction([x.count], axes: [0]))
    }
    let infinity = Float.infinity
    try requireEqual(try reduce(.sum, [1, infinity, 2]), [infinity])
    try requireEqual(try reduce(.sum, [1, infinity, -infinity]), [.nan])
    try requireEqual(try reduce(.mean, [1, -infinity, 2]), [-infinity])
    try requireEqual(try reduce(.product, [2, infinity, -1]), [-infinity])
    try requireEqual(try reduce(.product, [0, infinity]), [.nan])
    try requireEqual(try reduce(.maximum, [-infinity, -infinity, -infinity]), [-infinity])
    try requireEqual(try reduce(.minimum, [infinity, infinity]), [infinity])
    try requireEqual(try reduce(.maximum, [-3, -infinity, -2]), [-2])
    try requireEqual(try reduce(.maximum, [Float](repeating: -5, count: 19)), [-5])
    try requireEqual(try reduce(.minimum, [Float](repeating: 5, count: 19)), [5])
  }
}
