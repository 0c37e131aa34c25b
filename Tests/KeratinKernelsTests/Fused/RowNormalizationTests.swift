import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct RowNormalizationTests {
  static let forms: [RowNormalization] = [
    (0, 3), (3, 0), (1, 1), (1, 17), (2, 5), (15, 16), (17, 1), (33, 8), (40, 31), (64, 64), (3, 1000), (1000, 16),
    (2100, 32), (7, 5000),
  ].flatMap { rows, length in
    [true, false].map { RowNormalization(rows: rows, length: length, epsilon: 1e-3, centers: $0) }
  }

  @Test(arguments: TestBackends.all, forms)
  func isNearTheDefinition(_ backend: TestBackend, _ form: RowNormalization) throws {
    try check(backend, form, Float.self)
    if form.rows <= 1000 { try check(backend, form, Double.self) }
  }

  private func check<T: FloatingScalar>(_ backend: TestBackend, _ form: RowNormalization, _ type: T.Type) throws {
    var data = TestData("row normalization \(form)")
    let naive = TestBackends.naive
    let count = form.rows * form.length
    let gamma: [T] = data.uniform(form.length, from: 0.5, to: 2)
    let beta: [T] = data.uniform(form.length)
    let dy: [T] = data.uniform(count)
    // Around 0, and far from it beside the deviation.
    for (low, high) in [(-2.0, 2.0), (40, 42)] {
      let x: [T] = data.uniform(count, from: low, to: high)
      let definition = try naive.normalizeRows(x, gamma: gamma, beta: beta, form)
      try requireNear(
        try backend.normalizeRows(x, gamma: gamma, beta: beta, form), definition,
        try naive.normalizeRows(
          x.map(\.asDouble), gamma: gamma.map(\.asDouble), beta: beta.map(\.asDouble), form), terms: form.length)
      let (mean, variance) = (definition[1], definition[2])
      try requireNear(
        try backend.normalizeRowsGradient(x, gamma: gamma, mean: mean, variance: variance, dy: dy, form),
        try naive.normalizeRowsGradient(x, gamma: gamma, mean: mean, variance: variance, dy: dy, form),
        try naive.normalizeRowsGradient(
          x.map(\.asDouble), gamma: gamma.map(\.asDouble), mean: mean.map(\.asDouble),
          variance: variance.map(\.asDouble), dy: dy.map(\.asDouble), form), terms: max(form.rows, form.length),
        // dx is what is left of γ·dy/√(variance + ε) when its share along x̂ is taken away.
        differencesOf: [2 / ((variance.map(\.asDouble).min() ?? 0) + form.epsilon).squareRoot()])
    }
  }

  @Test(arguments: TestBackends.all)
  func hasTheValuesOfTheFormula(_ backend: TestBackend) throws {
    let form = RowNormalization(rows: 2, length: 2, epsilon: 0)
    let results = try backend.normalizeRows([1, 3, 10, 30] as [Float], gamma: [1, 2], beta: [0, 5], form)
    try requireClose(results[0], [-1, 7, -1, 7], ulps: 4)
    try requireClose(results[1], [2, 20], ulps: 1)
    try requireClose(results[2], [1, 100], ulps: 2)
    // Σ dy and Σ dy·x̂; what is orthogonal to 1 and x̂ of two elements is 0.
    let gradients = try backend.normalizeRowsGradient(
      [1, 3, 10, 30] as [Float], gamma: [1, 2], mean: [2, 20], variance: [1, 100], dy: [1, 0, 3, 4], form)
    try requireClose(gradients[0], [0, 0, 0, 0], within: [1e-6, 1e-6, 1e-6, 1e-6])
    try requireClose(gradients[1], [-4, 4], ulps: 2)
    try requireClose(gradients[2], [4, 4], ulps: 2)
    // Without the mean: x over its root mean square, √12.5.
    let square = RowNormalization(rows: 1, length: 2, epsilon: 0, centers: false)
    let rooted = try backend.normalizeRows([3, 4] as [Float], gamma: [1, 1], beta: [0, 0], square)
    try requireClose(rooted[0], [0.848528137423857, 1.131370849898476], ulps: 4)
    #expect(rooted[1] == [0])
    try requireClose(rooted[2], [12.5], ulps: 2)
  }
}
