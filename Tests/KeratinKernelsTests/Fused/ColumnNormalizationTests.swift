import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ColumnNormalizationTests {
  static let forms: [ColumnNormalization] = [
    (0, 3), (1, 1), (1, 17), (2, 5), (15, 16), (17, 1), (33, 8), (40, 31), (64, 64), (300, 3), (1000, 16), (4100, 48),
    (70_000, 2), (16, 5000),
  ].map { ColumnNormalization(rows: $0, columns: $1, epsilon: 1e-3) }

  @Test(arguments: TestBackends.all, forms)
  func isNearTheDefinition(_ backend: TestBackend, _ form: ColumnNormalization) throws {
    try check(backend, form, Float.self)
    if form.rows <= 1000 { try check(backend, form, Double.self) }
  }

  private func check<T: FloatingScalar>(
    _ backend: TestBackend, _ form: ColumnNormalization, _ type: T.Type
  ) throws {
    var data = TestData("column normalization \(form)")
    let naive = TestBackends.naive
    let count = form.rows * form.columns
    let gamma: [T] = data.uniform(form.columns, from: 0.5, to: 2)
    let beta: [T] = data.uniform(form.columns)
    let dy: [T] = data.uniform(count)
    // Around 0, and far from it beside the deviation.
    for (low, high) in [(-2.0, 2.0), (40, 42)] {
      let x: [T] = data.uniform(count, from: low, to: high)
      let definition = try naive.normalizeColumns(x, gamma: gamma, beta: beta, form)
      let exact = try naive.normalizeColumns(
        x.map(\.asDouble), gamma: gamma.map(\.asDouble), beta: beta.map(\.asDouble), form)
      let received = try backend.normalizeColumns(x, gamma: gamma, beta: beta, form)
      try requireNear(Array(received[..<3]), Array(definition[..<3]), Array(exact[..<3]), terms: form.rows)
      guard form.rows > 0 else { continue }
      let (mean, variance) = (definition[1], definition[2])
      try requireNear(
        try backend.normalizeColumnsGradient(x, gamma: gamma, mean: mean, variance: variance, dy: dy, form),
        try naive.normalizeColumnsGradient(x, gamma: gamma, mean: mean, variance: variance, dy: dy, form),
        try naive.normalizeColumnsGradient(
          x.map(\.asDouble), gamma: gamma.map(\.asDouble), mean: mean.map(\.asDouble),
          variance: variance.map(\.asDouble), dy: dy.map(\.asDouble), form), terms: form.rows)
    }
  }

  @Test(arguments: TestBackends.all, forms)
  func addsAndRectifiesWithTheBitsOfThePrimitives(_ backend: TestBackend, _ form: ColumnNormalization) throws {
    var data = TestData("rectified column normalization \(form)")
    let count = form.rows * form.columns
    let (x, residual): ([Float], [Float]) = (data.uniform(count), data.uniform(count))
    let gamma: [Float] = data.uniform(form.columns, from: 0.5, to: 2)
    let beta: [Float] = data.uniform(form.columns)
    let plain = try backend.normalizeColumns(x, gamma: gamma, beta: beta, form)
    let rectifying = ColumnNormalization(
      rows: form.rows, columns: form.columns, epsilon: form.epsilon, rectifies: true)
    for residual in [[], residual] {
      let sum = residual.isEmpty ? plain[0] : try backend.binary(.add, plain[0], residual)
      let y = try backend.unary(.relu, sum)
      let received = try backend.normalizeColumns(x, gamma: gamma, beta: beta, residual: residual, rectifying)
      let expected = [y, plain[1], plain[2], y.map { $0 > 0 ? 1 : 0 }]
      for (received, expected) in zip(received, expected) {
        #expect(firstDifferenceInBits(received, expected) == nil)
      }
    }
    guard form.rows > 0 else { return }
    let dy: [Float] = data.uniform(count)
    let mask = data.integers(count, 0...1, as: UInt8.self)
    let masked = zip(dy, mask).map { $1 == 0 ? 0 : $0 }
    let received = try backend.normalizeColumnsGradient(
      x, gamma: gamma, mean: plain[1], variance: plain[2], dy: dy, mask: mask, form)
    let expected = try backend.normalizeColumnsGradient(
      x, gamma: gamma, mean: plain[1], variance: plain[2], dy: masked, form)
    for (received, expected) in zip(received, expected) {
      #expect(firstDifferenceInBits(received, expected) == nil)
    }
  }

  @Test(arguments: TestBackends.all)
  func hasTheValuesOfTheFormula(_ backend: TestBackend) throws {
    let form = ColumnNormalization(rows: 2, columns: 2, epsilon: 0)
    let results = try backend.normalizeColumns(
      [1, 10, 3, 30] as [Float], gamma: [1, 2], beta: [0, 5], form)
    try requireClose(results[0], [-1, 3, 1, 7], ulps: 4)
    try requireClose(results[1], [2, 20], ulps: 1)
    try requireClose(results[2], [1, 100], ulps: 2)
    // Σ dy and Σ dy·x̂; what is orthogonal to 1 and x̂ of two rows is 0.
    let gradients = try backend.normalizeColumnsGradient(
      [1, 10, 3, 30] as [Float], gamma: [1, 2], mean: [2, 20], variance: [1, 100], dy: [1, 0, 3, 4], form)
    try requireClose(gradients[0], [0, 0, 0, 0], within: [1e-6, 1e-6, 1e-6, 1e-6])
    try requireClose(gradients[1], [2, 4], ulps: 2)
    try requireClose(gradients[2], [4, 4], ulps: 2)
  }
}
