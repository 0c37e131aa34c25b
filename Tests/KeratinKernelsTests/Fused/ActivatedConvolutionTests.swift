import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ActivatedConvolutionTests {
  static let forms = [
    WindowForm((1, 5, 7), window: (1, 3, 3), padding: .same),
    WindowForm((1, 7, 8), window: (1, 3, 3), stride: (1, 2, 2), padding: .same),
    WindowForm((1, 4, 4), window: (1, 1, 1)),
    WindowForm((1, 5, 4), window: (1, 1, 1), stride: (1, 2, 2)),
    WindowForm((3, 4, 5), window: (2, 3, 3), padding: .same),
    WindowForm((1, 2, 3), window: (1, 3, 3)),
    WindowForm(batch: 1, (1, 3, 30), window: (1, 3, 3), padding: .same),
    WindowForm(batch: 0, (1, 4, 4), window: (1, 3, 3), padding: .same),
  ]

  /// Groups, channels and filters of a group.
  private static let counts = [(1, 1, 1), (1, 3, 40), (1, 16, 16), (2, 3, 17), (20, 1, 1), (5, 1, 2)]

  @Test(arguments: TestBackends.all, forms)
  func isTheActivationOfConvolutionBiasAndResidual(_ backend: TestBackend, _ form: WindowForm) throws {
    for (groups, channels, filters) in ActivatedConvolutionTests.counts {
      let convolution = Convolution(form.window, groups: groups, channels: channels, filters: filters)
      for activation in ActivationKind.allCases {
        let descriptor = ActivatedConvolution(convolution, activation: activation)
        for hasBias in [false, true] {
          for hasResidual in [false, true] {
            try check(backend, descriptor, hasBias: hasBias, hasResidual: hasResidual, Float.self)
          }
        }
        try check(backend, descriptor, hasBias: true, hasResidual: true, Double.self)
      }
    }
  }

  /// As large as those of a network: cut into pieces of work, each of which must find its own bias and residual.
  @Test(arguments: TestBackends.all)
  func finishesLargeImages(_ backend: TestBackend) throws {
    let form = WindowForm(batch: 2, (1, 17, 16), window: (1, 3, 3), padding: .same)
    for (groups, channels, filters) in [(1, 32, 70), (70, 1, 1)] {
      let convolution = Convolution(form.window, groups: groups, channels: channels, filters: filters)
      let descriptor = ActivatedConvolution(convolution, activation: .relu)
      try check(backend, descriptor, hasBias: true, hasResidual: true, Float.self)
    }
  }

  /// A product of so many terms that they are added up in several rounds, after the last of which bias and residual come.
  @Test(arguments: TestBackends.all)
  func finishesManyChannelsOnce(_ backend: TestBackend) throws {
    let form = WindowForm(batch: 1, (1, 30, 33), window: (1, 1, 1))
    let convolution = Convolution(form.window, groups: 1, channels: 1050, filters: 130)
    let descriptor = ActivatedConvolution(convolution, activation: .relu)
    try check(backend, descriptor, hasBias: true, hasResidual: true, Float.self)
  }

  private func check<T: FloatingScalar>(
    _ backend: TestBackend, _ descriptor: ActivatedConvolution, hasBias: Bool, hasResidual: Bool, _ type: T.Type
  ) throws {
    let convolution = descriptor.convolution
    var data = TestData("activated \(descriptor)")
    let x: [T] = data.uniform(convolution.inputCount)
    let w: [T] = data.uniform(convolution.kernelCount)
    let bias: [T] = hasBias ? data.uniform(convolution.groups * convolution.filters) : []
    let residual: [T] = hasResidual ? data.uniform(convolution.resultCount) : []
    let naive = TestBackends.naive
    let exact = try naive.convolve(
      x.map(\.asDouble), w.map(\.asDouble), bias: bias.map(\.asDouble), residual: residual.map(\.asDouble), descriptor)
    let magnitude = try naive.convolve(
      x.map(\.asDouble.magnitude), w.map(\.asDouble.magnitude), bias: bias.map(\.asDouble.magnitude),
      residual: residual.map(\.asDouble.magnitude), ActivatedConvolution(convolution, activation: .linear))
    let y = try backend.convolve(x, w, bias: bias, residual: residual, descriptor)
    // No activation stretches the sum's error γₖ(|x|∗|w| + |b| + |r|); each adds some roundings of its own.
    let terms = convolution.window.window.count * convolution.channels + 2
    let gamma = RoundingBound.gamma(terms, T.self) + RoundingBound.gamma(terms, Double.self)
    let sums =
      ConvolutionBounds(convolution: convolution).result(x, w, bias: bias, residual: residual)
      ?? magnitude.map { gamma * $0 }
    let bounds = zip(sums, exact).map { $0 + 8 * Double(T.ulpOfOne) * $1.magnitude }
    try requireClose(y, exact, within: bounds)
  }

  @Test(arguments: TestBackends.all)
  func letsNaNThrough(_ backend: TestBackend) throws {
    let form = WindowForm(batch: 1, (1, 1, 5), window: (1, 1, 3), padding: .same)
    let convolution = Convolution(form.window, channels: 1, filters: 3)
    for activation in ActivationKind.allCases {
      let y = try backend.convolve(
        [1, 2, 3, 4, .nan], [Float](repeating: 0.5, count: 9), bias: [0, 0, 0], residual: [],
        ActivatedConvolution(convolution, activation: activation))
      #expect(y.map(\.isNaN) == (0..<15).map { $0 >= 9 }, "places 3 and 4 see NaN")
    }
  }
}
