import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

struct ScheduleTests {
  @Test(arguments: try Fixture("schedules").cases)
  func isKeras(_ sample: FixtureCase) throws {
    let schedule = try made(sample)
    let configurable = try #require(schedule as? any Configurable)
    #expect(type(of: configurable).className == sample.className)
    #expect(type(of: configurable).module == "keras.optimizers.schedules")
    #expect(FixtureValue(.object(configurable.config)) == sample.config)
    let (steps, expected) = (sample.series["steps"] ?? [], sample.series["values"] ?? [])
    try Backends.with(Backends.naive) {
      let rates = try steps.map { try schedule.learningRate(Tensor($0, elementType: .float64)).scalar(as: Double.self) }
      try requireClose(rates, expected, within: expected.map { _ in 1e-14 })
    }
  }

  /// Some ten roundings of numbers of the size of the largest rate, or of fractions that a power or a cosine makes at most three times larger.
  @Test(arguments: try Fixture("schedules").cases, TestBackends.all)
  func backendsAgreeInSinglePrecision(_ sample: FixtureCase, _ backend: TestBackend) throws {
    let schedule = try made(sample)
    let (steps, expected) = (sample.series["steps"] ?? [], sample.series["values"] ?? [])
    let bound = RoundingBound.gamma(32, Float.self) * (expected.max() ?? 0)
    try Backends.with(backend.kernels) {
      let rates = try steps.map { try schedule.learningRate(Tensor($0, elementType: .float32)).scalar(as: Float.self) }
      try requireClose(rates, expected, within: expected.map { _ in bound })
    }
  }

  @Test(arguments: TestBackends.all)
  func anOptimizerFollowsItsSchedule(_ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      let w = try Variable("w", Tensor([0] as [Float]))
      let optimizer = Optimizer.sgd(learningRate: .piecewiseConstantDecay(boundaries: [0, 2], values: [1, 0.5, 0.25]))
      #expect(optimizer.variables.map(\.name) == ["iteration"])
      for expected in [-1, -1.5, -2, -2.25] as [Float] {
        try optimizer.apply([Tensor([1] as [Float])], to: [w])
        #expect(try w.value.scalar() == expected)
      }
      #expect(optimizer.learningRate == 0.25)
      #expect(FixtureValue(optimizer.config["learning_rate"] ?? nil)["class_name"].string == "PiecewiseConstantDecay")
    }
  }

  @Test func argumentsThatCannotBe() throws {
    let schedules: [any LearningRateSchedule] = [
      Schedules.ExponentialDecay(0.1, decaySteps: 0, decayRate: 0.5),
      Schedules.InverseTimeDecay(0.1, decaySteps: -1, decayRate: 0.5), Schedules.PolynomialDecay(0.1, decaySteps: 0),
      Schedules.PiecewiseConstantDecay(boundaries: [3], values: [1]),
      Schedules.PiecewiseConstantDecay(boundaries: [3, 2], values: [1, 2, 3]),
      Schedules.CosineDecay(0.1, decaySteps: 0), Schedules.CosineDecayRestarts(0.1, firstDecaySteps: 5, tMul: 0.5),
    ]
    for schedule in schedules {
      #expect(throws: KeratinError.self) { try schedule.learningRate(Tensor(1)).scalar(as: Float.self) }
    }
    let w = try Variable("w", Tensor([1] as [Float]))
    let error = #expect(throws: KeratinError.self) {
      try SGD(learningRate: .exponentialDecay(0.1, decaySteps: 0, decayRate: 0.5)).apply(
        [Tensor([1] as [Float])], to: [w])
    }
    #expect(error?.description.hasPrefix("ExponentialDecay: expected decaySteps of at least 1. Received: 0") == true)
    #expect(try w.value.scalar() == Float(1))
  }

  private func made(_ sample: FixtureCase) throws -> any LearningRateSchedule {
    let config = sample.config
    func number(_ name: String) throws -> Double { try #require(config[name].double) }
    func steps(_ name: String = "decay_steps") throws -> Int { try #require(config[name].int) }
    let rate = config["initial_learning_rate"].double ?? .nan
    let staircase = config["staircase"].bool ?? false
    switch sample.className {
    case "ExponentialDecay":
      return .exponentialDecay(rate, decaySteps: try steps(), decayRate: try number("decay_rate"), staircase: staircase)
    case "InverseTimeDecay":
      return .inverseTimeDecay(rate, decaySteps: try steps(), decayRate: try number("decay_rate"), staircase: staircase)
    case "PolynomialDecay":
      return .polynomialDecay(
        rate, decaySteps: try steps(), endLearningRate: try number("end_learning_rate"), power: try number("power"),
        cycle: config["cycle"].bool ?? false)
    case "PiecewiseConstantDecay":
      return .piecewiseConstantDecay(
        boundaries: try #require(config["boundaries"].ints),
        values: try #require(config["values"].array).compactMap(\.double))
    case "CosineDecay":
      return .cosineDecay(
        rate, decaySteps: try steps(), alpha: try number("alpha"), warmupTarget: config["warmup_target"].double,
        warmupSteps: try steps("warmup_steps"))
    case "CosineDecayRestarts":
      return .cosineDecayRestarts(
        rate, firstDecaySteps: try steps("first_decay_steps"), tMul: try number("t_mul"), mMul: try number("m_mul"),
        alpha: try number("alpha"))
    default: throw FixtureError.missing("schedule", sample.className ?? "")
    }
  }
}
