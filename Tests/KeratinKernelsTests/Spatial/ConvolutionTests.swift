import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ConvolutionTests {
  /// Groups, channels and filters of a group.
  private static let counts = [
    (1, 1, 1), (1, 3, 5), (1, 5, 40), (2, 3, 2), (3, 1, 1), (37, 1, 2), (20, 1, 1), (2, 17, 33),
  ]

  @Test(arguments: TestBackends.all, WindowForm.small)
  func convolvesWithinTheBoundOfItsSums(_ backend: TestBackend, _ form: WindowForm) throws {
    for (groups, channels, filters) in ConvolutionTests.counts {
      let convolution = Convolution(form.window, groups: groups, channels: channels, filters: filters)
      try check(backend, form, convolution, Float.self)
      try check(backend, form, convolution, Double.self)
    }
  }

  /// As large as those of a network: every way to cut the work comes up.
  @Test(arguments: TestBackends.all)
  func convolvesLargeImages(_ backend: TestBackend) throws {
    let forms = [
      WindowForm(batch: 3, (1, 16, 16), window: (1, 3, 3), padding: .same),
      WindowForm(batch: 2, (1, 15, 17), window: (1, 3, 3), stride: (1, 2, 2), padding: .same),
    ]
    for form in forms {
      for (channels, filters) in [(3, 32), (32, 64), (64, 70)] {
        try check(backend, form, Convolution(form.window, channels: channels, filters: filters), Float.self)
      }
      try check(backend, form, Convolution(form.window, groups: 70, channels: 1, filters: 1), Float.self)
    }
  }

  /// Taps that see rows far apart: too many for a copy of their own for each few rows of results.
  @Test(arguments: TestBackends.all)
  func convolvesWithTapsFarApart(_ backend: TestBackend) throws {
    let form = WindowForm(batch: 2, (1, 24, 24), window: (1, 3, 3), dilation: (1, 10, 10), padding: .same)
    try check(backend, form, Convolution(form.window, channels: 64, filters: 64), Float.self)
  }

  private func check<T: FloatingScalar>(
    _ backend: TestBackend, _ form: WindowForm, _ convolution: Convolution, _ type: T.Type
  ) throws {
    var data = TestData("convolution \(convolution)")
    let x: [T] = data.uniform(convolution.inputCount)
    let w: [T] = data.uniform(convolution.kernelCount)
    let dy: [T] = data.uniform(convolution.resultCount)
    var y = Sums(convolution.resultCount)
    var dx = Sums(convolution.inputCount)
    var dw = Sums(convolution.kernelCount)
    let (channels, filters) = (convolution.channels, convolution.filters)
    form.forEachPair { i, o, k in
      for g in 0..<convolution.groups {
        for c in 0..<channels {
          for f in 0..<filters {
            let atX = (i * convolution.groups + g) * channels + c
            let atY = (o * convolution.groups + g) * filters + f
            let atW = ((k * channels + c) * convolution.groups + g) * filters + f
            y.add(x[atX].asDouble * w[atW].asDouble, at: atY)
            dx.add(dy[atY].asDouble * w[atW].asDouble, at: atX)
            dw.add(x[atX].asDouble * dy[atY].asDouble, at: atW)
          }
        }
      }
    }
    let bounds = ConvolutionBounds(convolution: convolution)
    try y.require(try backend.convolve(x, w, convolution), within: bounds.result(x, w))
    try dx.require(try backend.convolveInputGradient(dy, w, convolution), within: bounds.inputGradient(dy, w))
    try dw.require(try backend.convolveKernelGradient(x, dy, convolution), within: bounds.kernelGradient(x, dy))
  }
}

/// Exact sums, and how far from them another order of adding up may lead.
private struct Sums {
  private var values: [Double]
  private var magnitudes: [Double]
  private var counts: [Int]

  init(_ count: Int) {
    values = [Double](repeating: 0, count: count)
    magnitudes = values
    counts = [Int](repeating: 0, count: count)
  }

  mutating func add(_ term: Double, at index: Int) {
    values[index] += term
    magnitudes[index] += abs(term)
    counts[index] += 1
  }

  /// Requires results to be as near as any order of adding up leads, or within other bounds.
  func require<T: FloatingScalar>(_ results: [T], within others: [Double]?) throws {
    let bounds =
      others
      ?? zip(magnitudes, counts).map { magnitude, count in
        magnitude * (RoundingBound.gamma(count, T.self) + RoundingBound.gamma(count, Double.self))
      }
    try requireClose(results, values, within: bounds)
  }
}
