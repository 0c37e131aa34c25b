import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct RandomTests {
  static let key = RandomKey(seed: 7)
  static func step(_ number: Int32) -> Tensor { Tensor(Double(number), elementType: .int32) }

  @Test(arguments: TestBackends.all)
  func dropoutKeepsWhatItsBitsSay(_ backend: TestBackend) throws {
    let x = try counting([8, 9])
    let y = try inAllLives([x, RandomTests.step(3)], on: backend) {
      [dropout($0[0], rate: 0.4, key: RandomTests.key, step: $0[1])]
    }[0]
    // The bits of the stream, by the definition of DropoutMask.
    let key = RandomTests.key.folded(3)
    let expected = (0..<72).map { index in
      Threefry.bits(key: key, index: index) >> 8 >= UInt32(6_710_887) ? Float(index + 1) * Float(1 / 0.6) : 0
    }
    #expect(try y.scalars(as: Float.self) == expected)
    #expect(expected.count { $0 == 0 } > 15 && expected.count { $0 == 0 } < 45)
  }

  @Test func dropoutHasItsDerivatives() throws {
    let x = try random([4, 3, 2], "dropout")
    try checkGradients(at: [x]) { dropout($0[0], rate: 0.5, key: RandomTests.key, step: RandomTests.step(1)) }
    try checkGradients(at: [x]) {
      square(dropout($0[0], rate: 0.5, key: RandomTests.key, step: RandomTests.step(1), noiseShape: [4, 1, 2]))
    }
    try checkGradients(at: [x]) { x in
      try gradient(
        of: pow(dropout(x[0], rate: 0.5, key: RandomTests.key, step: RandomTests.step(1)), 3).sum(), with: x)[0]
    }
  }

  @Test func dropoutAtTheEndsOfItsRange() throws {
    let x = Tensor([1, .infinity, .nan])
    let kept = try dropout(x, rate: 0, key: RandomTests.key, step: RandomTests.step(0)).scalars(as: Float.self)
    #expect(kept[0] == 1 && kept[1] == .infinity && kept[2].isNaN)
    #expect(try dropout(x, rate: 1, key: RandomTests.key, step: RandomTests.step(0)).doubles() == [0, 0, 0])
    for rate in [-0.1, 1.5, .nan] {
      #expect(
        dropout(x, rate: rate, key: RandomTests.key, step: RandomTests.step(0)).message
          == "dropout: expected a rate in 0...1. Received: \(rate).")
    }
    #expect(dropout(x, rate: 0.5, key: RandomTests.key, step: Tensor(0)).error?.kind == .elementType)
  }

  @Test func aSharedMaskDropsTogether() throws {
    let x = Tensor.ones([50, 4, 3])
    let y = dropout(x, rate: 0.5, key: RandomTests.key, step: RandomTests.step(2), noiseShape: [50, 1, 3])
    let numbers = try y.doubles()
    var kept = 0
    for i in 0..<50 {
      for k in 0..<3 {
        let column = Set((0..<4).map { numbers[(i * 4 + $0) * 3 + k] })
        #expect(column.count == 1 && (column == [0] || column == [2]))
        kept += column == [2] ? 1 : 0
      }
    }
    #expect(kept > 45 && kept < 105)
    let poisoned = Tensor.full([4, 2], .nan)
    let z = dropout(poisoned, rate: 1, key: RandomTests.key, step: RandomTests.step(0), noiseShape: [4, 1])
    #expect(try z.doubles() == [Double](repeating: 0, count: 8), "what is dropped is 0, whatever it was")
  }

  @Test func uniformNumbersAreTheSameBitsEverywhere() throws {
    let all = try TestBackends.all.map { backend in
      try Backends.with(backend.kernels) { try bytes(Tensor.randomUniform([1000], seed: 5)) }
    }
    #expect(all.allSatisfy { $0 == all[0] })
    let expected = (0..<1000).map {
      Float(Threefry.bits(key: RandomKey(seed: 5).folded(0).folded(0), index: $0) >> 8) * 0x1p-24
    }
    #expect(try Tensor.randomUniform([1000], seed: 5).scalars(as: Float.self) == expected)
  }

  @Test(arguments: TestBackends.all)
  func momentsAreThoseOfTheDistribution(_ backend: TestBackend) throws {
    let count = 100_000.0
    func moment(_ x: Tensor, _ power: Double) throws -> Double {
      try Backends.with(backend.kernels) { try pow(x, power).mean().scalar(as: Double.self) }
    }
    let (uniform, normal) = Backends.with(backend.kernels) {
      (
        Tensor.randomUniform([100_000], from: -1, to: 3, seed: 11, elementType: .float64),
        Tensor.randomNormal([100_000], mean: 2, deviation: 3, seed: 12)
      )
    }
    // Within five standard errors of each moment.
    let centred = (uniform - 1) / 2
    #expect(abs(try moment(centred, 1)) < 5 * (1 / 3 / count).squareRoot())
    #expect(abs(try moment(centred, 2) - 1 / 3) < 5 * (4 / 45 / count).squareRoot())
    #expect(try uniform.min().scalar(as: Double.self) >= -1)
    #expect(try uniform.max().scalar(as: Double.self) < 3)
    #expect(try normal.isAllFinite())
    let standardized = (normal - 2) / 3
    #expect(abs(try moment(standardized, 1)) < 5 * (1 / count).squareRoot())
    #expect(abs(try moment(standardized, 2) - 1) < 5 * (2 / count).squareRoot())
    #expect(abs(try moment(standardized, 3)) < 5 * (15 / count).squareRoot())
    #expect(abs(try moment(standardized, 4) - 3) < 5 * (96 / count).squareRoot())
  }

  @Test func aPlanDrawsOthersEachTimeItRuns() throws {
    let trace = Trace()
    let program = try trace.run {
      try Program(trace, outputs: [Tensor.randomUniform([4]), Tensor.randomUniform([4], seed: 3)])
    }
    let executor = Executor(try Plan(program))
    let runs = try (0..<3).map { _ in
      #expect(try executor.run())
      return try (executor.output(0).doubles(), executor.output(1).doubles())
    }
    #expect(runs[0].0 != runs[1].0 && runs[1].0 != runs[2].0 && runs[0].0 != runs[2].0)
    #expect(runs[0].1 == runs[1].1 && runs[1].1 == runs[2].1)
  }

  @Test func saysWhatDoesNotFit() {
    #expect(Tensor.randomUniform([2, nil]).error?.kind == .shape)
    #expect(Tensor.randomUniform([2], elementType: .int32).error?.kind == .elementType)
    #expect(Tensor.randomNormal([0]).shape == [0])
  }
}
