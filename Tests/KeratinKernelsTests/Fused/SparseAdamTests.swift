import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct SparseAdamTests {
  /// Rows, their length and the number of gradients: none, whole registers and rests, more than one piece of work.
  static let shapes = [
    [0, 3, 0], [1, 0, 2], [1, 1, 1], [5, 3, 7], [4, 16, 0], [6, 17, 40], [3, 33, 9], [100, 64, 300], [2100, 40, 500],
  ]

  @Test(arguments: TestBackends.all, shapes)
  func isNearTheDefinition(_ backend: TestBackend, _ shape: [Int]) throws {
    try check(backend, shape, Float.self)
    try check(backend, shape, Double.self)
  }

  private func check<T: FloatingScalar>(_ backend: TestBackend, _ shape: [Int], _ type: T.Type) throws {
    var data = TestData("sparse adam \(shape)")
    let gather = RowGather(rows: shape[0], rowLength: shape[1], count: shape[2])
    let count = gather.rows * gather.rowLength
    let g: [T] = data.uniform(gather.count * gather.rowLength)
    // Some rows often, some never, some indices outside the table.
    let indices: [Int32] = data.integers(gather.count, -1...gather.rows).map { $0 % 7 == 0 ? 0 : $0 }
    let (w, m): ([T], [T]) = (data.uniform(count), data.uniform(count))
    let v: [T] = data.uniform(count, from: 0, to: 1)
    var largest: [T] = data.uniform(count, from: 0, to: 1)
    // The last one grows, so that leaving it out shows.
    if count > 0 { largest[count - 1] = 0 }
    let rate = T(rounding: 0.1)
    for (iterations, amsgrad) in [(0, false), (9, true)] as [(Int32, Bool)] {
      let adam = AdamUpdate(count: count, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: amsgrad)
      let update = SparseAdamUpdate(rows: gather, adam: adam)
      let largestV = amsgrad ? largest : []
      let new = try backend.sparseAdam(
        gradient: g, indices: indices, learningRate: rate, iterations: iterations, update, w: w, m: m, v: v,
        largestV: largestV)
      let definition = try TestBackends.naive.sparseAdam(
        gradient: g, indices: indices, learningRate: rate, iterations: iterations, update, w: w, m: m, v: v,
        largestV: largestV)
      let exact = try TestBackends.naive.sparseAdam(
        gradient: g.map(\.asDouble), indices: indices, learningRate: rate.asDouble, iterations: iterations, update,
        w: w.map(\.asDouble), m: m.map(\.asDouble), v: v.map(\.asDouble), largestV: largestV.map(\.asDouble))
      try requireNear(new, definition, exact, terms: max(1, gather.count))
    }
  }

  /// Every row takes the step of the dense form, with the same bits: its gradients added up in their order, or none.
  @Test(arguments: TestBackends.all)
  func hasTheBitsOfTheDenseForm(_ backend: TestBackend) throws {
    var data = TestData("sparse adam, dense")
    let gather = RowGather(rows: 50, rowLength: 37, count: 90)
    let count = gather.rows * gather.rowLength
    let g: [Float] = data.uniform(gather.count * gather.rowLength)
    let indices: [Int32] = data.integers(gather.count, 0...30)
    let dense = try backend.gatherAdjoint(g, indices, gather)
    let (w, m): ([Float], [Float]) = (data.uniform(count), data.uniform(count))
    let v: [Float] = data.uniform(count, from: 0, to: 1)
    let adam = AdamUpdate(count: count, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false)
    let sparse = try backend.sparseAdam(
      gradient: g, indices: indices, learningRate: 0.1, iterations: 3, SparseAdamUpdate(rows: gather, adam: adam),
      w: w, m: m, v: v, largestV: [])
    let whole = try backend.adam(
      gradient: dense, learningRate: 0.1, iterations: 3, adam, w: w, m: m, v: v, largestV: [])
    for (one, other) in zip(sparse, whole) { try requireSameBits(one, other) }
  }
}
