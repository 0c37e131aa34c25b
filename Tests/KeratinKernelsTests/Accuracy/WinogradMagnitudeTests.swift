import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct WinogradMagnitudeTests {
  /// Winograd's algorithm for one row of one channel: y0 and y1 of an input of four and a kernel of three, with products of sums whose
  /// magnitudes add up to g₀(d₀ + d₂) + s(d₁ + d₂) and s(d₁ + d₂) + g₂(d₁ + d₃), s = g₀ + g₁ + g₂. In two dimensions they multiply.
  @Test func isTheSumOfTheMagnitudesOfItsProducts() throws {
    let rows: [([Double], [Double]) -> Double] = [
      { d, g in g[0] * (d[0] + d[2]) + (g[0] + g[1] + g[2]) * (d[1] + d[2]) },
      { d, g in (g[0] + g[1] + g[2]) * (d[1] + d[2]) + g[2] * (d[1] + d[3]) },
    ]
    let window = WindowForm(batch: 1, (1, 4, 4), window: (1, 3, 3)).window
    let convolution = Convolution(window, channels: 1, filters: 1)
    var data = TestData("magnitude of a tile")
    let columns: [Double] = data.uniform(8)
    let kernel: [Double] = data.uniform(6)
    // Separable numbers, so that the magnitude is a product of two.
    let (dRow, dColumn) = (columns.prefix(4).map(\.magnitude), columns.suffix(4).map(\.magnitude))
    let (gRow, gColumn) = (kernel.prefix(3).map(\.magnitude), kernel.suffix(3).map(\.magnitude))
    let d = columns.prefix(4).flatMap { a in columns.suffix(4).map { a * $0 } }
    let g = kernel.prefix(3).flatMap { a in kernel.suffix(3).map { a * $0 } }
    let y = magnitudes(4) { WinogradMagnitude.convolve(d.span, g.span, convolution, into: &$0) }
    let expected = (0..<4).map { rows[$0 / 2](dRow, gRow) * rows[$0 % 2](dColumn, gColumn) }
    try requireClose(y, expected, within: expected.map { $0 * 0x1p-45 })
  }

  /// Everywhere at least the plain sum of magnitudes, and not much more on the whole.
  @Test func isNoLessThanThePlainSum() throws {
    let window = WindowForm(batch: 2, (1, 5, 6), window: (1, 3, 3), padding: .same).window
    let convolution = Convolution(window, channels: 2, filters: 3)
    var data = TestData("magnitude beside the plain sum")
    let x: [Double] = data.uniform(convolution.inputCount).map { (value: Double) in value.magnitude }
    let w: [Double] = data.uniform(convolution.kernelCount).map { (value: Double) in value.magnitude }
    let dy: [Double] = data.uniform(convolution.resultCount).map { (value: Double) in value.magnitude }
    func require(_ plain: [Double], _ fill: (inout MutableSpan<Double>) -> Void) {
      let sums = magnitudes(plain.count, fill)
      #expect(zip(plain, sums).allSatisfy { $0 <= $1 * (1 + 0x1p-40) })
      #expect(sums.reduce(0, +) < 16 * plain.reduce(0, +))
    }
    let naive = TestBackends.naive
    require(try naive.convolve(x, w, convolution)) {
      WinogradMagnitude.convolve(x.span, w.span, convolution, into: &$0)
    }
    require(try naive.convolveInputGradient(dy, w, convolution)) {
      WinogradMagnitude.convolveInputGradient(dy.span, w.span, convolution, into: &$0)
    }
    require(try naive.convolveKernelGradient(x, dy, convolution)) {
      WinogradMagnitude.convolveKernelGradient(x.span, dy.span, convolution, into: &$0)
    }
  }

  /// A tile computed as the algorithm does is within its bound, and with one wrong sign in a transform far beyond it.
  @Test func aWrongSignIsSeen() throws {
    let channels = 64
    let window = WindowForm(batch: 1, (1, 4, 4), window: (1, 3, 3)).window
    let convolution = Convolution(window, channels: channels, filters: 1)
    var data = TestData("one wrong sign")
    let x: [Float] = data.uniform(convolution.inputCount)
    let w: [Float] = data.uniform(convolution.kernelCount)
    let exact = try TestBackends.naive.convolve(x.map(\.asDouble), w.map(\.asDouble), convolution)
    let (wideX, wideW) = (x.map(\.asDouble), w.map(\.asDouble))
    let bounds = magnitudes(4) {
      WinogradMagnitude.convolve(wideX.span, wideW.span, convolution, into: &$0)
    }.map { RoundingBound.gamma(WinogradMagnitude.terms(channels) + 1, Float.self) * $0 }
    func tile(sign: Float) -> [Float] {
      func input(_ d: [Float]) -> [Float] { [d[0] - d[2], d[1] + d[2], d[2] + sign * d[1], d[1] - d[3]] }
      func kernel(_ g: [Float]) -> [Float] { [g[0], (g[0] + g[1] + g[2]) / 2, (g[0] - g[1] + g[2]) / 2, g[2]] }
      func result(_ m: [Float]) -> [Float] { [m[0] + m[1] + m[2], m[1] - m[2] - m[3]] }
      func both(_ matrix: [[Float]], _ transform: ([Float]) -> [Float]) -> [[Float]] {
        func transposed(_ a: [[Float]]) -> [[Float]] { a[0].indices.map { j in a.map { $0[j] } } }
        return transposed(transposed(matrix.map(transform)).map(transform))
      }
      var sums = [[Float]](repeating: [0, 0, 0, 0], count: 4)
      for c in 0..<channels {
        let v = both((0..<4).map { i in (0..<4).map { x[(4 * i + $0) * channels + c] } }, input)
        let u = both((0..<3).map { i in (0..<3).map { w[(3 * i + $0) * channels + c] } }, kernel)
        for i in 0..<4 {
          for j in 0..<4 { sums[i][j] += v[i][j] * u[i][j] }
        }
      }
      return both(sums, result).flatMap { $0 }
    }
    try requireClose(tile(sign: -1), exact, within: bounds)
    #expect(throws: Mismatch.self) { try requireClose(tile(sign: 1), exact, within: bounds) }
  }
}

private func magnitudes(_ count: Int, _ fill: (inout MutableSpan<Double>) -> Void) -> [Double] {
  var magnitudes = [Double](repeating: 0, count: count)
  var span = magnitudes.mutableSpan
  fill(&span)
  return magnitudes
}
