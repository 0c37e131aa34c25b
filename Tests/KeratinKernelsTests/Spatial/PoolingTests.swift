import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct PoolingTests {
  @Test(arguments: TestBackends.all, WindowForm.small)
  func picksTheFirstLargest(_ backend: TestBackend, _ form: WindowForm) throws {
    for channels in [1, 3, 16, 37] {
      let pooling = Pooling(form.window, channels: channels)
      var data = TestData("max pooling \(pooling)")
      // Few values, so that several are the largest; and some NaN.
      var x: [Float] = data.uniform(pooling.inputCount).map { (v: Float) in (v * 3).rounded() }
      for i in stride(from: 5, to: x.count, by: 23) { x[i] = .nan }
      for i in stride(from: 2, to: x.count, by: 17) { x[i] = -.infinity }
      let v: [Float] = data.uniform(pooling.inputCount)
      let dy: [Float] = data.uniform(pooling.resultCount).map { (v: Float) in (v * 8).rounded() }
      var largest = [Int?](repeating: nil, count: pooling.resultCount)
      forEachElement(form, channels) { i, o in
        guard let best = largest[o] else {
          largest[o] = i
          return
        }
        if !x[best].isNaN && (x[i] > x[best] || x[i].isNaN) { largest[o] = i }
      }
      var dx = [Float](repeating: 0, count: x.count)
      for (o, i) in largest.enumerated() { if let i { dx[i] += dy[o] } }
      try requireEqual(try backend.maxPool(x, pooling), largest.map { $0.map { x[$0] } ?? -.infinity })
      try requireEqual(try backend.maxPoolSelect(x, v, pooling), largest.map { $0.map { v[$0] } ?? 0 })
      try requireEqual(try backend.maxPoolGradient(x, dy, pooling), dx)
    }
  }

  @Test(arguments: TestBackends.all, WindowForm.small)
  func averagesWhatIsThere(_ backend: TestBackend, _ form: WindowForm) throws {
    for channels in [1, 3, 16, 37] {
      let pooling = Pooling(form.window, channels: channels)
      var data = TestData("average pooling \(pooling)")
      let x: [Float] = data.uniform(pooling.inputCount)
      let dy: [Float] = data.uniform(pooling.resultCount)
      var y = [Double](repeating: 0, count: pooling.resultCount)
      var magnitude = y
      var counts = y
      forEachElement(form, channels) { i, o in
        y[o] += Double(x[i])
        magnitude[o] += abs(Double(x[i]))
        counts[o] += 1
      }
      // A sum, the rounding of the factor, and the product with it.
      let bounds = zip(magnitude, counts).map { $0 / max(1, $1) * RoundingBound.gamma(Int($1) + 2, Float.self) }
      try requireClose(
        try backend.averagePool(x, pooling), zip(y, counts).map { $0 / max(1, $1) }, within: bounds)

      var dx = [Double](repeating: 0, count: x.count)
      var dxMagnitude = dx
      var terms = [Int](repeating: 0, count: x.count)
      forEachElement(form, channels) { i, o in
        dx[i] += Double(dy[o]) / counts[o]
        dxMagnitude[i] += abs(Double(dy[o]) / counts[o])
        terms[i] += 1
      }
      try requireClose(
        try backend.averagePoolGradient(dy, pooling), dx,
        within: zip(dxMagnitude, terms).map { $0 * RoundingBound.gamma($1 + 2, Float.self) })
    }
  }

  private func forEachElement(_ form: WindowForm, _ channels: Int, _ body: (_ input: Int, _ output: Int) -> Void) {
    // The walk goes tap by tap along each axis, so for each result in the order of the window.
    form.forEachPair { i, o, _ in
      for c in 0..<channels { body(i * channels + c, o * channels + c) }
    }
  }
}
