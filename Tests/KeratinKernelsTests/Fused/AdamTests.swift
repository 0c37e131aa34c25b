import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct AdamTests {
  @Test(arguments: TestBackends.all, SGDTests.counts)
  func isNearTheDefinition(_ backend: TestBackend, _ count: Int) throws {
    try check(backend, count, Float.self)
    try check(backend, count, Double.self)
  }

  private func check<T: FloatingScalar>(_ backend: TestBackend, _ count: Int, _ type: T.Type) throws {
    var data = TestData("adam")
    let (g, w, m): ([T], [T], [T]) = (data.uniform(count), data.uniform(count), data.uniform(count))
    let (v, largest): ([T], [T]) = (data.uniform(count, from: 0, to: 1), data.uniform(count, from: 0, to: 1))
    let rate = T(rounding: 0.1)
    for (iterations, amsgrad) in [(0, false), (9, false), (9, true), (100_000, false)] as [(Int32, Bool)] {
      let update = AdamUpdate(count: count, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: amsgrad)
      let largestV = amsgrad ? largest : []
      let new = try backend.adam(
        gradient: g, learningRate: rate, iterations: iterations, update, w: w, m: m, v: v, largestV: largestV)
      let definition = try TestBackends.naive.adam(
        gradient: g, learningRate: rate, iterations: iterations, update, w: w, m: m, v: v, largestV: largestV)
      let exact = try TestBackends.naive.adam(
        gradient: g.map(\.asDouble), learningRate: rate.asDouble, iterations: iterations, update,
        w: w.map(\.asDouble), m: m.map(\.asDouble), v: v.map(\.asDouble), largestV: largestV.map(\.asDouble))
      for k in new.indices { try requireClose(new[k], definition: definition[k], inDouble: exact[k]) }
    }
  }

  /// Keras's formula, step by step in Double.
  @Test(arguments: TestBackends.all, [false, true])
  func followsTheFormula(_ backend: TestBackend, _ amsgrad: Bool) throws {
    let update = AdamUpdate(count: 2, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: amsgrad)
    var (w, m, v, largest) = (1.0, 0.0, 0.0, 0.0)
    var (power1, power2) = (1.0, 1.0)
    var state: [[Double]] = [[1, 1], [0, 0], [0, 0], amsgrad ? [0, 0] : []]
    for (step, g) in [0.5, -2, 0.25, 0].enumerated() {
      power1 *= 0.9
      power2 *= 0.999
      m += (g - m) * (1 - 0.9)
      v += (g * g - v) * (1 - 0.999)
      largest = max(largest, v)
      let rate = 0.1 * (1 - power2).squareRoot() / (1 - power1)
      w -= rate * m / ((amsgrad ? largest : v).squareRoot() + 1e-7)
      state = try backend.adam(
        gradient: [g, g], learningRate: 0.1, iterations: Int32(step), update,
        w: state[0], m: state[1], v: state[2], largestV: state[3])
      for (element, exact) in zip(state, [w, m, v, largest]) where !element.isEmpty {
        try requireClose(element, [exact, exact], within: [1e-13, 1e-13])
      }
    }
    #expect(state[3].isEmpty == !amsgrad)
  }

  /// Keras, one step with gradient 0.5 and learning rate 0.1 from w = 1: 0.9000013.
  @Test(arguments: TestBackends.all)
  func hasTheValueOfKeras(_ backend: TestBackend) throws {
    let update = AdamUpdate(count: 1, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false)
    let state = try backend.adam(
      gradient: [0.5] as [Float], learningRate: 0.1, iterations: 0, update, w: [1], m: [0], v: [0], largestV: [])
    try requireClose(state[0], [0.9000013], within: [5e-7])
  }
}
