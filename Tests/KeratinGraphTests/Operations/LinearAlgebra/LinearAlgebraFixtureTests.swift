import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Every case of linalg.json: results and gradients of Keras's operations.
@Suite struct LinearAlgebraFixtureTests {
  static let samples = Result { try Fixture("linalg").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 43) }

  @Test(arguments: TestBackends.all, (try? samples.get()) ?? [])
  func isKeras(_ backend: TestBackend, _ sample: FixtureCase) throws {
    for type in [ElementType.float64, .float32] {
      let inputs = try sample["inputs"].map { try Tensor($0.values, shape: Shape($0.shape), elementType: type) }
      let results = try Backends.with(backend.kernels) { try computed(sample, inputs) }
      let bounds = try bounds(sample, type)
      for (number, (result, keras)) in zip(results, sample["outputs"] + sample["inputGradients"]).enumerated() {
        if number < sample["outputs"].count { #expect(result.shape == Shape(keras.shape)) }
        try requireClose(
          try result.doubles(), keras.values, within: keras.values.map { _ in bounds[number] })
      }
    }
  }

  /// 8 times what the results change in Double when the inputs do by γₖ of their largest element, with k the roundings that make an
  /// element; and a few roundings of the result: the algorithms are backward stable.
  private func bounds(_ sample: FixtureCase, _ type: ElementType) throws -> [Double] {
    let gamma = type == .float64 ? RoundingBound.gamma(8, Double.self) : RoundingBound.gamma(8, Float.self)
    return try Backends.with(Backends.naive) {
      let inputs = try sample["inputs"].map { try Tensor($0.values, shape: Shape($0.shape), elementType: .float64) }
      let exact = try computed(sample, inputs)
      var bounds = try exact.map { 8 * gamma * (try $0.doubles().reduce(0) { max($0, $1.magnitude) }) }
      for round in 0..<3 {
        let near = try inputs.enumerated().map { number, input in
          let largest = try input.doubles().reduce(0) { max($0, $1.magnitude) }
          return input + (try random(input.shape, "near \(number) \(round)")) * (gamma * largest)
        }
        for (index, (a, b)) in zip(try computed(sample, near), exact).enumerated() {
          bounds[index] += 8 * (try (a - b).doubles().reduce(0) { max($0, $1.magnitude) })
        }
      }
      return bounds
    }
  }

  /// Results, and gradients where the case has some.
  private func computed(_ sample: FixtureCase, _ inputs: [Tensor]) throws -> [Tensor] {
    if sample["inputGradients"].isEmpty { return try operation(sample, inputs) }
    let trace = Trace(.eager)
    return try trace.run {
      let arguments = inputs.map { $0 * 1 }
      let results = try operation(sample, arguments)
      let terms = try zip(results, sample["upstream"]).map { result, upstream in
        (result * (try Tensor(upstream.values, shape: Shape(upstream.shape), elementType: result.elementType))).sum()
      }
      let gradients = try gradient(of: terms.dropFirst().reduce(terms[0]) { $0 + $1 }, with: arguments)
      return try (results + gradients).map { Tensor(try $0.buffer(), $0.type) }
    }
  }

  private func operation(_ sample: FixtureCase, _ x: [Tensor]) throws -> [Tensor] {
    let settings = sample.settings
    switch settings["operation"].string {
    case "cholesky": return [x[0].cholesky(upper: settings["upper"].bool ?? false)]
    case "cholesky_inverse": return [x[0].choleskyInverse()]
    case "inv": return [x[0].inverse()]
    case "det": return [x[0].det()]
    case "slogdet":
      let (sign, logAbsDet) = x[0].slogdet()
      return [sign, logAbsDet]
    case "logdet": return [x[0].logdet()]
    case "eigh":
      let (values, vectors) = x[0].eigh()
      return [values, vectors]
    case "qr":
      let (q, r) = x[0].qr(complete: settings["complete"].bool ?? false)
      return [q, r]
    case "solve": return [x[0].solve(x[1])]
    case "solve_triangular": return [x[0].solveTriangular(x[1], lower: settings["lower"].bool ?? false)]
    case "svd":
      let (u, s, vt) = x[0].svd(fullMatrices: settings["full"].bool ?? true)
      return [u, s, vt]
    case "singular_values": return [x[0].singularValues()]
    case "lstsq": return [x[0].lstsq(x[1])]
    case "pinv": return [x[0].pinv(rcond: settings["rcond"].double)]
    case "matrix_rank": return [x[0].matrixRank(tolerance: settings["tol"].double)]
    default: throw FixtureError.missing("operation", sample.name)
    }
  }
}
