import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct WinogradTests {
  /// Even and odd extents, every margin, many images of one tile, and one image of many.
  private static let forms = [
    WindowForm(batch: 2, (1, 16, 16), window: (1, 3, 3), padding: .same),
    WindowForm(batch: 3, (1, 13, 15), window: (1, 3, 3)),
    WindowForm(batch: 2, (1, 11, 14), window: (1, 3, 3), padding: .full),
    WindowForm(batch: 1, (1, 17, 16), window: (1, 3, 3), padding: .before),
    WindowForm(batch: 70, (1, 2, 2), window: (1, 3, 3), padding: .same),
    WindowForm(batch: 70, (1, 4, 4), window: (1, 3, 3)),
    WindowForm(batch: 1, (1, 2, 150), window: (1, 3, 3), padding: .same),
    WindowForm(batch: 1, (1, 67, 3), window: (1, 3, 3), padding: .same),
  ]

  private static let counts = [(32, 32), (64, 64), (20, 70), (48, 33), (35, 24)]

  @Test(arguments: TestBackends.all, forms)
  func convolvesWithinItsBound(_ backend: TestBackend, _ form: WindowForm) throws {
    var checks = 0
    for (channels, filters) in WinogradTests.counts {
      let numbers = WinogradCase(Convolution(form.window, channels: channels, filters: filters))
      let bounds = ConvolutionBounds(convolution: numbers.convolution)
      let (x, w, dy) = (numbers.x, numbers.w, numbers.dy)
      if let bound = bounds.result(x, w) {
        try requireClose(try backend.convolve(x, w, numbers.convolution), numbers.exactResult(), within: bound)
        checks += 1
      }
      if let bound = bounds.inputGradient(dy, w) {
        try requireClose(
          try backend.convolveInputGradient(dy, w, numbers.convolution), numbers.exactInputGradient(), within: bound)
        checks += 1
      }
      if let bound = bounds.kernelGradient(x, dy) {
        try requireClose(
          try backend.convolveKernelGradient(x, dy, numbers.convolution), numbers.exactKernelGradient(), within: bound)
        checks += 1
      }
    }
    // Of a narrow image only the most channels.
    #expect(checks >= (form.window.input.width == 3 ? 1 : 6))
  }

  /// So many tiles that a piece of work goes through several blocks of them, and that sums over tiles fall into parts; one number of tiles odd,
  /// one so large that a part makes all lines of its sums.
  @Test(
    arguments: TestBackends.all,
    [
      (WindowForm(batch: 4, (1, 32, 32), window: (1, 3, 3), padding: .same), 32, 32),
      (WindowForm(batch: 2, (1, 32, 32), window: (1, 3, 3), padding: .same), 16, 16),
      (WindowForm(batch: 3, (1, 33, 29), window: (1, 3, 3), padding: .same), 20, 24),
      (WindowForm(batch: 1, (1, 182, 182), window: (1, 3, 3), padding: .same), 16, 17),
    ])
  func convolvesManyTiles(_ backend: TestBackend, _ form: (window: WindowForm, channels: Int, filters: Int)) throws {
    let many = WinogradCase(Convolution(form.window.window, channels: form.channels, filters: form.filters))
    let bounds = ConvolutionBounds(convolution: many.convolution)
    let (x, w, dy) = (many.x, many.w, many.dy)
    if let bound = bounds.result(x, w) {
      try requireClose(try backend.convolve(x, w, many.convolution), many.exactResult(), within: bound)
    }
    if let bound = bounds.inputGradient(dy, w) {
      try requireClose(
        try backend.convolveInputGradient(dy, w, many.convolution), many.exactInputGradient(), within: bound)
    }
    try requireClose(
      try backend.convolveKernelGradient(x, dy, many.convolution), many.exactKernelGradient(),
      within: try #require(bounds.kernelGradient(x, dy)))
  }

  /// So many channels that tiles, columns and sums are cut into blocks.
  @Test(arguments: TestBackends.all)
  func convolvesManyChannels(_ backend: TestBackend) throws {
    let form = WindowForm(batch: 2, (1, 11, 12), window: (1, 3, 3), padding: .same)
    let large = WinogradCase(Convolution(form.window, channels: 400, filters: 390))
    let bounds = ConvolutionBounds(convolution: large.convolution)
    let (x, w, dy) = (large.x, large.w, large.dy)
    try requireClose(
      try backend.convolve(x, w, large.convolution), large.exactResult(), within: try #require(bounds.result(x, w)))
    try requireClose(
      try backend.convolveInputGradient(dy, w, large.convolution), large.exactInputGradient(),
      within: try #require(bounds.inputGradient(dy, w)))
    try requireClose(
      try backend.convolveKernelGradient(x, dy, large.convolution), large.exactKernelGradient(),
      within: try #require(bounds.kernelGradient(x, dy)))
  }

  @Test(arguments: TestBackends.all, ActivationKind.allCases)
  func finishesTheSums(_ backend: TestBackend, _ activation: ActivationKind) throws {
    for form in WinogradTests.forms.prefix(3) {
      let numbers = WinogradCase(Convolution(form.window, channels: 33, filters: 39))
      let descriptor = ActivatedConvolution(numbers.convolution, activation: activation)
      var data = TestData("winograd \(descriptor)")
      let bias: [Float] = data.uniform(39)
      let residual: [Float] = data.uniform(numbers.convolution.resultCount)
      for (hasBias, hasResidual) in [(true, true), (true, false), (false, true), (false, false)] {
        let (bias, residual) = (hasBias ? bias : [], hasResidual ? residual : [])
        let y = try backend.convolve(numbers.x, numbers.w, bias: bias, residual: residual, descriptor)
        let exact = try TestBackends.naive.convolve(
          numbers.x.map(\.asDouble), numbers.w.map(\.asDouble), bias: bias.map(\.asDouble),
          residual: residual.map(\.asDouble), descriptor)
        let bounds = try #require(
          ConvolutionBounds(convolution: numbers.convolution).result(
            numbers.x, numbers.w, bias: bias, residual: residual))
        // No activation stretches the sum's error; each adds some roundings of its own.
        try requireClose(y, exact, within: zip(bounds, exact).map { $0 + 8 * 0x1p-23 * $1.magnitude })
      }
    }
  }

  @Test(arguments: TestBackends.all)
  func letsNaNThrough(_ backend: TestBackend) throws {
    let form = WinogradTests.forms[0]
    let numbers = WinogradCase(Convolution(form.window, channels: 32, filters: 32))
    var x = numbers.x
    x[(5 * 16 + 7) * 32 + 3] = .nan
    let y = try backend.convolve(
      x, numbers.w, bias: [], residual: [], ActivatedConvolution(numbers.convolution, activation: .relu))
    for row in 4...6 {
      for column in 6...8 { #expect((0..<32).allSatisfy { y[(row * 16 + column) * 32 + $0].isNaN }) }
    }
    #expect(y[(10 * 16 + 7) * 32].isFinite)
    let dx = try backend.convolveInputGradient(x, numbers.w, numbers.convolution)
    for row in 4...6 {
      for column in 6...8 { #expect((0..<32).allSatisfy { dx[(row * 16 + column) * 32 + $0].isNaN }) }
    }
    #expect(dx[(10 * 16 + 7) * 32].isFinite)
    let dw = try backend.convolveKernelGradient(x, numbers.dy, numbers.convolution)
    for tap in 0..<9 {
      #expect((0..<32).allSatisfy { dw[(tap * 32 + 3) * 32 + $0].isNaN && dw[(tap * 32 + 4) * 32 + $0].isFinite })
    }
  }

  @Test func theShapeAloneChooses() {
    func convolution(_ form: WindowForm, _ channels: Int, _ filters: Int) -> Convolution {
      Convolution(form.window, channels: channels, filters: filters)
    }
    let large = convolution(WindowForm(batch: 16, (1, 32, 32), window: (1, 3, 3), padding: .same), 64, 64)
    #expect(large.method == .winograd && large.inputGradientMethod == .winograd)
    #expect(large.kernelGradientMethod == .winograd)
    let others = [
      convolution(WindowForm(batch: 16, (1, 32, 32), window: (1, 3, 3), stride: (1, 2, 2), padding: .same), 64, 64),
      convolution(WindowForm(batch: 16, (1, 32, 32), window: (1, 3, 3), dilation: (1, 2, 2), padding: .same), 64, 64),
      convolution(WindowForm(batch: 16, (1, 32, 32), window: (1, 5, 5), padding: .same), 64, 64),
      convolution(WindowForm(batch: 16, (3, 32, 32), window: (3, 3, 3), padding: .same), 64, 64),
      convolution(WindowForm(batch: 16, (1, 32, 32), window: (1, 3, 3), padding: .same), 3, 64),
      convolution(WindowForm(batch: 1, (1, 2, 2), window: (1, 3, 3), padding: .same), 64, 64),
      Convolution(large.window, groups: 2, channels: 64, filters: 64),
    ]
    for other in others {
      #expect(other.method == .direct && other.inputGradientMethod == .direct, "\(other)")
      #expect(other.kernelGradientMethod == .direct, "\(other)")
    }
  }
}

/// Numbers for a convolution and its gradients.
private struct WinogradCase {
  let convolution: Convolution
  let x: [Float]
  let w: [Float]
  let dy: [Float]

  init(_ convolution: Convolution) {
    var data = TestData("winograd \(convolution)")
    self.convolution = convolution
    x = data.uniform(convolution.inputCount)
    w = data.uniform(convolution.kernelCount)
    dy = data.uniform(convolution.resultCount)
  }

  func exactResult() throws -> [Double] {
    try TestBackends.naive.convolve(x.map(\.asDouble), w.map(\.asDouble), convolution)
  }

  func exactInputGradient() throws -> [Double] {
    try TestBackends.naive.convolveInputGradient(dy.map(\.asDouble), w.map(\.asDouble), convolution)
  }

  func exactKernelGradient() throws -> [Double] {
    try TestBackends.naive.convolveKernelGradient(x.map(\.asDouble), dy.map(\.asDouble), convolution)
  }
}
