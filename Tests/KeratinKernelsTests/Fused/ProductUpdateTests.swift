import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct ProductUpdateTests {
  /// Products without rows, columns or terms, of single ones, of strips, panels and rests, with A as gradients have it and not.
  static let small = [
    Gemm(m: 0, n: 3, k: 2), Gemm(m: 2, n: 3, k: 0), Gemm(m: 1, n: 1, k: 1), Gemm(m: 7, n: 1, k: 3, transposeA: true),
    Gemm(m: 13, n: 33, k: 65, transposeA: true), Gemm(m: 40, n: 100, k: 9, transposeA: true),
    Gemm(m: 25, n: 16, k: 30), Gemm(m: 5, n: 70, k: 12, transposeB: true),
  ]

  /// Products in several pieces of work, the pieces of some in several bands: rows read where they lie, strips that stay, panels that stay, dot products,
  /// sums in two parts.
  static let large = [
    Gemm(m: 784, n: 512, k: 128, transposeA: true), Gemm(m: 200, n: 2100, k: 150, transposeA: true),
    Gemm(m: 130, n: 300, k: 1100, transposeA: true), Gemm(m: 400, n: 130, k: 1100, transposeA: true),
    Gemm(m: 2000, n: 520, k: 130, transposeA: true), Gemm(m: 1024, n: 1000, k: 128, transposeA: true),
    Gemm(m: 2100, n: 2000, k: 130), Gemm(m: 4, n: 600, k: 64, transposeB: true),
  ]

  /// Operands and states of one product.
  private struct Case<T: FloatingScalar> {
    let a: [T]
    let b: [T]
    let w: [T]
    /// Velocity or first moments.
    let m: [T]
    let v: [T]
    let rate: T

    init(_ product: Gemm) {
      var data = TestData("product update \(product.m) \(product.n) \(product.k)")
      (a, b) = (data.uniform(product.m * product.k), data.uniform(product.k * product.n))
      (w, m) = (data.uniform(product.m * product.n), data.uniform(product.m * product.n))
      v = data.uniform(product.m * product.n, from: 0, to: 1)
      rate = T(rounding: 0.1)
    }

    /// The same numbers in Double.
    init<Other: FloatingScalar>(_ other: Case<Other>) where T == Double {
      (a, b, w) = (other.a.map(\.asDouble), other.b.map(\.asDouble), other.w.map(\.asDouble))
      (m, v, rate) = (other.m.map(\.asDouble), other.v.map(\.asDouble), other.rate.asDouble)
    }
  }

  private func sgd(_ product: Gemm, _ momentum: Double, nesterov: Bool) -> SGDUpdate {
    SGDUpdate(count: product.m * product.n, momentum: momentum, nesterov: nesterov)
  }

  private func adam(_ product: Gemm, amsgrad: Bool) -> AdamUpdate {
    AdamUpdate(count: product.m * product.n, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: amsgrad)
  }

  @Test(arguments: TestBackends.all, small)
  func isNearTheDefinition(_ backend: TestBackend, _ product: Gemm) throws {
    try check(backend, product, Float.self)
    try check(backend, product, Double.self)
  }

  private func check<T: FloatingScalar>(_ backend: TestBackend, _ product: Gemm, _ type: T.Type) throws {
    let own = Case<T>(product)
    let exact = Case<Double>(own)
    for (momentum, nesterov) in [(0, false), (0.9, false), (0.9, true)] {
      func new<U: FloatingScalar>(_ backend: TestBackend, _ x: Case<U>) throws -> [[U]] {
        try backend.productSGD(
          x.a, x.b, product, learningRate: x.rate, sgd(product, momentum, nesterov: nesterov), w: x.w,
          velocity: momentum == 0 ? [] : x.m)
      }
      try requireNear(
        new(backend, own), new(TestBackends.naive, own), new(TestBackends.naive, exact),
        terms: max(1, product.k))
    }
    for (iterations, amsgrad) in [(0, false), (9, true)] as [(Int32, Bool)] {
      func new<U: FloatingScalar>(_ backend: TestBackend, _ x: Case<U>) throws -> [[U]] {
        try backend.productAdam(
          x.a, x.b, product, learningRate: x.rate, iterations: iterations, adam(product, amsgrad: amsgrad), w: x.w,
          m: x.m, v: x.v, largestV: amsgrad ? x.v : [])
      }
      try requireNear(
        new(backend, own), new(TestBackends.naive, own), new(TestBackends.naive, exact),
        terms: max(1, product.k))
    }
  }

  /// The gradient that is not stored is that of the product alone.
  @Test(arguments: TestBackends.all, small + large)
  func hasTheBitsOfTheProductAndTheStep(_ backend: TestBackend, _ product: Gemm) throws {
    let x = Case<Float>(product)
    let gradient = try backend.gemm(x.a, x.b, product)
    for (momentum, nesterov) in [(0, false), (0.9, true)] {
      let update = sgd(product, momentum, nesterov: nesterov)
      let velocity = momentum == 0 ? [] : x.m
      let new = try backend.productSGD(
        x.a, x.b, product, learningRate: x.rate, update, w: x.w, velocity: velocity)
      let whole = try backend.sgd(gradient: gradient, learningRate: x.rate, update, w: x.w, velocity: velocity)
      try requireSameBits(new[0], whole.w)
      try requireSameBits(new[1], whole.velocity)
    }
    for amsgrad in [false, true] {
      let update = adam(product, amsgrad: amsgrad)
      let largest = amsgrad ? x.v : []
      let new = try backend.productAdam(
        x.a, x.b, product, learningRate: x.rate, iterations: 3, update, w: x.w, m: x.m, v: x.v, largestV: largest)
      let whole = try backend.adam(
        gradient: gradient, learningRate: x.rate, iterations: 3, update, w: x.w, m: x.m, v: x.v, largestV: largest)
      for (one, other) in zip(new, whole) { try requireSameBits(one, other) }
    }
  }
}
