import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct DenseTests {
  static let extents: [[Int]] = [
    [0, 3, 4], [3, 0, 4], [3, 4, 0], [1, 1, 1], [1, 64, 10], [2, 3, 5], [5, 7, 3], [13, 31, 33], [12, 64, 32],
    [32, 64, 128], [33, 100, 17], [128, 784, 10], [100, 128, 257], [1, 300, 1000],
    [1, 784, 512], [1, 17, 121], [2, 40, 250],
  ]

  @Test(arguments: TestBackends.all, extents)
  func isTheActivationOfTheProductPlusBias(_ backend: TestBackend, _ extents: [Int]) throws {
    for activation in ActivationKind.allCases {
      let descriptor = DenseProduct(rows: extents[0], inputs: extents[1], units: extents[2], activation: activation)
      for hasBias in [false, true] {
        for packed in [false, true] {
          try check(backend, descriptor, hasBias: hasBias, packed: packed, Float.self)
        }
        if extents.max()! < 100 { try check(backend, descriptor, hasBias: hasBias, packed: false, Double.self) }
      }
    }
  }

  /// Operands larger than the caches: every element is the activation of what a product alone gives, plus bias.
  @Test(arguments: TestBackends.all, [[140, 1100, 1001], [600, 600, 400], [300, 500, 1000]])
  func isTheSameForMatricesLargerThanTheCaches(_ backend: TestBackend, _ extents: [Int]) throws {
    let (rows, inputs, units) = (extents[0], extents[1], extents[2])
    var data = TestData("dense \(extents)")
    let x: [Float] = data.uniform(rows * inputs)
    let w: [Float] = data.uniform(inputs * units)
    let bias: [Float] = data.uniform(units)
    let product = try backend.gemm(x, w, Gemm(m: rows, n: units, k: inputs))
    // |x||w| ≤ the number of terms, for elements within ±1.
    let bound = 2 * RoundingBound.gamma(inputs + 10, Float.self) * Double(inputs + 1)
    for packed in [false, true] {
      let descriptor = DenseProduct(rows: rows, inputs: inputs, units: units, activation: .relu)
      let y = try backend.dense(x, w, bias: bias, descriptor, packed: packed)
      let expected = product.indices.map { max(0, Double(product[$0]) + Double(bias[$0 % units])) }
      try requireClose(y, expected, within: [Double](repeating: bound, count: expected.count))
    }
  }

  private func check<T: FloatingScalar>(
    _ backend: TestBackend, _ descriptor: DenseProduct, hasBias: Bool, packed: Bool, _ type: T.Type
  ) throws {
    let (rows, inputs, units) = (descriptor.rows, descriptor.inputs, descriptor.units)
    var data = TestData("dense \(descriptor)")
    let x: [T] = data.uniform(rows * inputs)
    let w: [T] = data.uniform(inputs * units)
    let bias: [T] = hasBias ? data.uniform(units) : []
    let naive = TestBackends.naive
    let linear = DenseProduct(rows: rows, inputs: inputs, units: units, activation: .linear)
    let magnitude = try naive.dense(
      x.map(\.asDouble.magnitude), w.map(\.asDouble.magnitude), bias: bias.map(\.asDouble.magnitude), linear,
      packed: false)
    let exact = try naive.dense(
      x.map(\.asDouble), w.map(\.asDouble), bias: bias.map(\.asDouble), descriptor, packed: false)
    let y = try backend.dense(x, w, bias: bias, descriptor, packed: packed)
    // No activation stretches the product's error γₖ(|x||w| + |b|); each adds some roundings of its own.
    let gamma = Double(inputs + 10) * Double(T.ulpOfOne) / 2
    #expect(y.count == exact.count)
    for index in y.indices where index < exact.count {
      let bound = gamma * magnitude[index] + 8 * Double(T.ulpOfOne) * exact[index].magnitude
      let difference = (y[index].asDouble - exact[index]).magnitude
      guard difference <= bound else {
        throw Mismatch(
          at: index, of: exact.count, "\(y[index])", expected: "\(exact[index]) within \(bound)")
      }
    }
  }

  @Test(arguments: TestBackends.all)
  func hasTheValuesOfAWorkedExample(_ backend: TestBackend) throws {
    let x: [Float] = [1, 2, 3, 4]
    let w: [Float] = [1, -1, 0, 0.5, 2, -1]
    let bias: [Float] = [0, 1, 3]
    let dense = { (activation: ActivationKind, bias: [Float]) in
      try backend.dense(
        x, w, bias: bias, DenseProduct(rows: 2, inputs: 2, units: 3, activation: activation), packed: true)
    }
    try requireEqual(try dense(.linear, []), [2, 3, -2, 5, 5, -4])
    try requireEqual(try dense(.linear, bias), [2, 4, 1, 5, 6, -1])
    try requireEqual(try dense(.relu, bias), [2, 4, 1, 5, 6, 0])
    try requireClose(
      try dense(.sigmoid, bias),
      [
        0.8807970779778824, 0.9820137900379085, 0.7310585786300049, 0.9933071490757151, 0.9975273768433653,
        0.2689414213699951,
      ], ulps: 4)
    try requireClose(
      try dense(.tanh, bias),
      [
        0.9640275800758169, 0.999329299739067, 0.7615941559557649, 0.9999092042625951, 0.9999877116507956,
        -0.7615941559557649,
      ], ulps: 4)
  }

  @Test(arguments: TestBackends.all, [1, 5, 16, 33])
  func letsNaNThrough(_ backend: TestBackend, _ units: Int) throws {
    var x: [Float] = [1, 2, 3, 4, 5, 6]
    x[3] = .nan
    let w = [Float](repeating: 0.5, count: 2 * units)
    let bias = [Float](repeating: 0, count: units)
    for activation in ActivationKind.allCases {
      let descriptor = DenseProduct(rows: 3, inputs: 2, units: units, activation: activation)
      let y = try backend.dense(x, w, bias: bias, descriptor, packed: true)
      for j in 0..<units {
        #expect(y[units + j].isNaN, "row 1 holds NaN")
        #expect(!y[j].isNaN && !y[2 * units + j].isNaN, "rows 0 and 2 do not")
      }
    }
  }
}
