import Foundation
import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import Testing

/// Every case of initializers.json: what is drawn obeys the rules that Keras's draws obey.
@Suite struct KerasInitializerTests {
  static let samples = Result { try Fixture("initializers").cases }

  @Test func hasCases() throws { #expect(try Self.samples.get().count >= 60) }

  @Test(arguments: (try? samples.get()) ?? [])
  func isKeras(_ sample: FixtureCase) throws {
    let initializer = try made(sample, seed: sample.config["seed"].int)
    let configurable = try #require(initializer as? any Configurable)
    #expect(type(of: configurable).className == sample.className)
    #expect(FixtureValue(.object(configurable.config)) == sample.config.withoutWhatIsNotWritten)

    let shape = Shape(try #require(sample.settings["shape"].ints))
    // Small weights are drawn again and again until there are enough numbers to judge.
    let free = try made(sample, seed: nil)
    var values: [Double] = []
    for round in 0..<(20_000 / shape.count + 1) {
      var source = RandomSource(RandomKey(seed: 7).folded(UInt64(round)))
      let drawn = try free.values(shape, &source)
      #expect(drawn.count == shape.count)
      values += drawn
      if round < 20 { try checkOrthonormality(drawn, shape, sample) }
    }
    try checkBounds(values, sample)
    try checkMoments(values, sample)
  }

  private func checkBounds(_ values: [Double], _ sample: FixtureCase) throws {
    guard let bounds = sample.settings["bounds"].array else { return }
    let (low, high) = (try #require(bounds[0].double), try #require(bounds[1].double))
    // Keras's limits are rounded once or twice more than ours.
    let slack = 4 * max(low.magnitude, high.magnitude).ulp
    #expect(values.allSatisfy { low - slack <= $0 && $0 <= high + slack })
    // And they are the limits: of so many numbers some come near.
    let margin = 0.05 * (high - low)
    #expect(values.min()! <= low + margin + slack && values.max()! >= high - margin - slack)
  }

  /// Of n independent numbers with deviation σ the mean deviates by σ/√n, their mean square by σ²·√((κ − 1)/n), where the kurtosis
  /// κ is at most the normal distribution's 3. Five such deviations happen once in two million times.
  private func checkMoments(_ values: [Double], _ sample: FixtureCase) throws {
    guard let mean = sample.settings["mean"].double, let deviation = sample.settings["deviation"].double else { return }
    let n = Double(values.count)
    let average = values.reduce(0, +) / n
    let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    #expect((average - mean).magnitude <= 5 * deviation / n.squareRoot() + 1e-12 * mean.magnitude)
    #expect((square - deviation * deviation).magnitude <= 5 * deviation * deviation * (2 / n).squareRoot())
  }

  private func checkOrthonormality(_ values: [Double], _ shape: Shape, _ sample: FixtureCase) throws {
    guard let which = sample.settings["orthonormal"].string else { return }
    let (columns, rows) = (shape[-1], shape.count / shape[-1])
    let gain = try #require(sample.config["gain"].double)
    let (count, length) = which == "rows" ? (rows, columns) : (columns, rows)
    func element(_ vector: Int, _ place: Int) -> Double {
      which == "rows" ? values[vector * columns + place] : values[place * columns + vector]
    }
    for i in 0..<count {
      for j in 0..<count {
        let product = (0..<length).reduce(0) { $0 + element(i, $1) * element(j, $1) }
        let expected = i == j ? gain * gain : 0
        #expect((product - expected).magnitude <= 8 * Double(length * count) * 0x1p-53)
      }
    }
  }

  private func made(_ sample: FixtureCase, seed: Int?) throws -> any Initializer {
    let config = sample.config
    func number(_ key: String) throws -> Double { try #require(config[key].double) }
    switch sample.className {
    case "Zeros": return .zeros
    case "Ones": return .ones
    case "Constant": return .constant(try number("value"))
    case "RandomUniform": return .randomUniform(minval: try number("minval"), maxval: try number("maxval"), seed: seed)
    case "RandomNormal": return .randomNormal(mean: try number("mean"), stddev: try number("stddev"), seed: seed)
    case "TruncatedNormal": return .truncatedNormal(mean: try number("mean"), stddev: try number("stddev"), seed: seed)
    case "VarianceScaling":
      let mode = Initializers.VarianceScaling.Mode(rawValue: config["mode"].string ?? "")
      let distribution = Initializers.VarianceScaling.Distribution(rawValue: config["distribution"].string ?? "")
      return .varianceScaling(
        scale: try number("scale"), mode: try #require(mode), distribution: try #require(distribution), seed: seed)
    case "GlorotUniform": return Initializers.GlorotUniform(seed: seed)
    case "GlorotNormal": return Initializers.GlorotNormal(seed: seed)
    case "HeUniform": return Initializers.HeUniform(seed: seed)
    case "HeNormal": return Initializers.HeNormal(seed: seed)
    case "LecunUniform": return Initializers.LecunUniform(seed: seed)
    case "LecunNormal": return Initializers.LecunNormal(seed: seed)
    case "Orthogonal": return .orthogonal(gain: try number("gain"), seed: seed)
    default: throw FixtureError.missing("initializer", sample.className ?? "")
    }
  }
}
