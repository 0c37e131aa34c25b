import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct SGDTests {
  static let counts = [0, 1, 15, 16, 17, 33, 1000, 30_011]

  @Test(arguments: TestBackends.all, counts)
  func isNearTheDefinition(_ backend: TestBackend, _ count: Int) throws {
    try check(backend, count, Float.self)
    try check(backend, count, Double.self)
  }

  private func check<T: FloatingScalar>(_ backend: TestBackend, _ count: Int, _ type: T.Type) throws {
    var data = TestData("sgd")
    let (g, w, v): ([T], [T], [T]) = (data.uniform(count), data.uniform(count), data.uniform(count))
    let rate = T(rounding: 0.1)
    for (momentum, nesterov) in [(0, false), (0.9, false), (0.9, true)] {
      let update = SGDUpdate(count: count, momentum: momentum, nesterov: nesterov)
      let velocity = momentum == 0 ? [] : v
      let new = try backend.sgd(gradient: g, learningRate: rate, update, w: w, velocity: velocity)
      let definition = try TestBackends.naive.sgd(
        gradient: g, learningRate: rate, update, w: w, velocity: velocity)
      let exact = try TestBackends.naive.sgd(
        gradient: g.map(\.asDouble), learningRate: rate.asDouble, update, w: w.map(\.asDouble),
        velocity: velocity.map(\.asDouble))
      try requireClose(new.w, definition: definition.w, inDouble: exact.w)
      try requireClose(new.velocity, definition: definition.velocity, inDouble: exact.velocity)
    }
  }

  /// Two steps of Keras with gradient 0.5 and learning rate 0.1 from w = 1.
  @Test(arguments: TestBackends.all)
  func hasTheValuesOfTheFormula(_ backend: TestBackend) throws {
    for (momentum, nesterov, w) in [(0, false, 0.9), (0.9, false, 0.855), (0.9, true, 0.7695)] {
      let update = SGDUpdate(count: 3, momentum: momentum, nesterov: nesterov)
      var state: (w: [Float], velocity: [Float]) = ([1, 1, 1], momentum == 0 ? [] : [0, 0, 0])
      for _ in 0..<2 {
        state = try backend.sgd(
          gradient: [0.5, 0.5, 0.5], learningRate: 0.1, update, w: state.w, velocity: state.velocity)
      }
      try requireClose(state.w, .init(repeating: w, count: 3), ulps: 4)
    }
  }
}
