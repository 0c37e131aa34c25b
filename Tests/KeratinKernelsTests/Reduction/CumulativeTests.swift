import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CumulativeTests {
  @Test(arguments: TestBackends.all, ArgReduceTests.forms)
  func staysWithinTheBoundsOfSumsAndProducts(_ backend: TestBackend, _ form: AxisReduction) throws {
    try check(backend, form, Float.self)
    try check(backend, form, Double.self)
  }

  private func check<T: FloatingScalar>(_ backend: TestBackend, _ form: AxisReduction, _ type: T.Type) throws {
    var data = TestData("cumulative \(form)")
    let count = form.outer * form.count * form.inner
    for product in [false, true] {
      let x: [T] = product ? data.uniform(count, from: 0.9, to: 1.1) : data.uniform(count)
      var exact = [Double](repeating: 0, count: count)
      var bounds = exact
      for o in 0..<form.outer {
        for n in 0..<form.inner {
          var (total, magnitude) = product ? (1.0, 1.0) : (0.0, 0.0)
          for i in 0..<form.count {
            let place = (o * form.count + i) * form.inner + n
            let value = x[place].asDouble
            total = product ? total * value : total + value
            magnitude = product ? magnitude * value.magnitude : magnitude + value.magnitude
            exact[place] = total
            bounds[place] = magnitude * (RoundingBound.gamma(i, T.self) + RoundingBound.gamma(i, Double.self))
            if product && magnitude < T.leastNormalMagnitude.asDouble { bounds[place] = magnitude }
          }
        }
      }
      try requireClose(try backend.cumulative(product: product, x, form), exact, within: bounds)
    }
  }

  @Test(arguments: TestBackends.all)
  func wrapsAroundInIntegers(_ backend: TestBackend) throws {
    let form = AxisReduction(outer: 1, count: 4, inner: 1)
    try requireEqual(
      try backend.cumulative(product: false, [.max, 1, 5, -1] as [Int32], form), [.max, .min, .min + 5, .min + 4])
    try requireEqual(try backend.cumulative(product: true, [3, 100, 2, 7] as [UInt8], form), [3, 44, 88, 104])
  }

  @Test(arguments: TestBackends.all)
  func carriesNaNAndInfinityOn(_ backend: TestBackend) throws {
    let form = AxisReduction(outer: 1, count: 5, inner: 1)
    try requireEqual(
      try backend.cumulative(product: false, [1, .infinity, 2, -.infinity, 3] as [Float], form),
      [1, .infinity, .infinity, .nan, .nan])
    try requireEqual(
      try backend.cumulative(product: true, [2, .nan, 1, 1, 1] as [Float], form), [2, .nan, .nan, .nan, .nan])
  }
}
