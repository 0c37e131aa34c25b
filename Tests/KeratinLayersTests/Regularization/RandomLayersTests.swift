import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

@Suite struct RandomLayersTests {
  private static let count = 20_000
  private let x = Tensor.full([200, 100], 2)

  /// Mean and variance of the numbers.
  private func moments(_ y: Tensor) throws -> (mean: Double, variance: Double) {
    let values = try y.scalars(as: Double.self)
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count))
  }

  /// The mean of n numbers of variance v lies within 5·√(v / n) of the true one but once in two million times, the variance of normal
  /// ones within 5·v·√(2 / n).
  private func expectNormal(_ y: Tensor, mean: Double, deviation: Double) throws {
    let (received, n) = (try moments(y), Double(Self.count))
    #expect((received.mean - mean).magnitude <= 5 * deviation / n.squareRoot())
    let variance = deviation * deviation
    #expect((received.variance - variance).magnitude <= 5 * variance * (2 / n).squareRoot())
  }

  @Test func addsNormalNoise() throws {
    try expectNormal(GaussianNoise(0.5, seed: 3)(x, training: true), mean: 2, deviation: 0.5)
  }

  @Test func multipliesByNormalNoise() throws {
    // 2·√(0.2 / 0.8)
    try expectNormal(GaussianDropout(0.2, seed: 3)(x, training: true), mean: 2, deviation: 1)
  }

  @Test func alphaDropoutKeepsMeanAndVariance() throws {
    let normal = Tensor.randomNormal([200, 100], seed: 5)
    let y = AlphaDropout(0.3, seed: 4)(normal, training: true)
    let received = try moments(y)
    #expect(received.mean.magnitude <= 0.06 && (received.variance - 1).magnitude <= 0.06)
    // Those that are dropped have one value: a·(b' − λα).
    let limit = 1.6732632423543772 * 1.0507009873554805
    let a = 1 / (0.7 * (1 + 0.3 * limit * limit)).squareRoot()
    let dropped = Float(a * (-limit + limit * 0.3))
    let count = try y.scalars(as: Float.self).count { ($0 - dropped).magnitude <= 4 * dropped.ulp.magnitude }
    #expect((Double(count) - 6000).magnitude <= 5 * (20_000 * 0.3 * 0.7).squareRoot())
  }

  @Test func alphaDropoutTakesANoiseShape() throws {
    let y = try AlphaDropout(0.5, noiseShape: [nil, 1], seed: 1)(x, training: true).scalars(as: Float.self)
    for row in 0..<200 { #expect(Set(y[(row * 100)..<(row * 100 + 100)]).count == 1) }
    #expect(Set(y).count == 2)
  }

  @Test func spatialDropoutDropsWholeChannels() throws {
    let layers: [(Layer, Shape)] = [
      (SpatialDropout1D(0.5, seed: 1), [8, 6, 5]), (SpatialDropout2D(0.5, seed: 1), [8, 3, 2, 5]),
      (SpatialDropout3D(0.5, seed: 1), [8, 3, 2, 2, 5]),
    ]
    for (layer, shape) in layers {
      let y = layer(Tensor.ones(shape), training: true)
      let flat = try y.reshaped(to: [8, nil, 5]).scalars(as: Float.self)
      let steps = flat.count / 40
      for sample in 0..<8 {
        for channel in 0..<5 {
          #expect(Set((0..<steps).map { flat[(sample * steps + $0) * 5 + channel] }).count == 1)
        }
      }
      #expect(Set(flat) == [0, 2])
    }
  }

  @Test func eachCallDrawsAnewAndSeedsDecide() throws {
    let make: [(Int) -> Layer] = [
      { GaussianNoise(0.5, seed: $0) }, { GaussianDropout(0.5, seed: $0) }, { AlphaDropout(0.5, seed: $0) },
      { SpatialDropout1D(0.5, seed: $0) },
    ]
    let x = Tensor.ones([10, 4, 10])
    for make in make {
      func values(_ layer: Layer) throws -> [Float] { try layer(x, training: true).scalars() }
      let layer = make(1)
      let (first, second) = (try values(layer), try values(layer))
      #expect(try first != second && first == values(make(1)) && first != values(make(2)))
      #expect(layer.weights.isEmpty && layer.nonTrainableVariables.count == 1)
    }
  }

  @Test func theGradientHasTheSameNoise() throws {
    let x = try Tensor((0..<12).map { Double($0) / 4 - 1 }, shape: [2, 3, 2])
    for layer in [GaussianNoise(0.5, seed: 1), GaussianDropout(0.5, seed: 1), AlphaDropout(0.5, seed: 1)] as [Layer] {
      try checkGradients(at: [x]) { layer($0[0], training: true) }
    }
  }

  @Test func refusesRatesThatAreNone() {
    for layer in [
      GaussianNoise(1.5), GaussianDropout(1), GaussianDropout(-0.1), AlphaDropout(1), SpatialDropout1D(2),
    ] as [Layer] {
      #expect(layer(Tensor.ones([2, 2, 2]), training: true).error?.kind == .argument)
    }
  }

  @Test func activityRegularizationAddsItsPenalty() throws {
    let context = CallContext(isTraining: true)
    let x = Tensor([[1, -2], [3, 0]] as [[Float]])
    _ = try ActivityRegularization(l1: 0.5, l2: 0.25).invoke([x], context)
    // (0.5·6 + 0.25·14) / 2
    #expect(try context.losses.map { try $0.scalar(as: Float.self) } == [3.25])
  }
}
