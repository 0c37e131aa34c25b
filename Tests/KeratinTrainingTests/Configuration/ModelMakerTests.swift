import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Losses, metrics, optimizers and schedules, made from Keras's configurations of them and from our own.
@Suite struct ModelMakerTests {
  static let losses = Result { try Fixture("losses").cases + Fixture("masked_losses").cases }
  static let metrics = Result {
    try Fixture("metrics").cases + Fixture("more_metrics").cases + Fixture("masked_metrics").cases
  }

  @Test(arguments: try losses.get())
  func lossesComeBack(_ sample: FixtureCase) throws {
    let expected = try sample.loss()
    for described in [sample.serialized("keras.losses"), expected.serialized] {
      let loss = try #require(try ModelMaker().loss(described) as? any Loss & Configurable)
      #expect(type(of: loss) == type(of: expected))
      #expect(loss.config.filter { $0.key != "name" } == expected.config.filter { $0.key != "name" })
    }
    #expect(try ModelMaker().loss(sample.serialized("keras.losses")).name == sample.config["name"].string)
  }

  @Test(arguments: try metrics.get())
  func metricsComeBack(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      let expected = try sample.metric()
      for described in [sample.serialized("keras.metrics"), expected.serialized] {
        let metric = try ModelMaker().metric(described)
        #expect(type(of: metric) == type(of: expected))
        #expect(metric.config.filter { $0.key != "name" } == expected.config.filter { $0.key != "name" })
      }
      #expect(try ModelMaker().metric(sample.serialized("keras.metrics")).name == sample.config["name"].string)
    }
  }

  @Test(arguments: try Fixture("optimizers").cases)
  func optimizersComeBack(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      let expected = try makeOptimizer(sample.className ?? "", sample.config)
      for described in [sample.serialized("keras.optimizers"), expected.serialized] {
        let optimizer = try ModelMaker().optimizer(described)
        #expect(type(of: optimizer) == type(of: expected))
        #expect(optimizer.config.filter { $0.key != "name" } == expected.config.filter { $0.key != "name" })
        let variable = try Variable("w", Tensor([1, 2] as [Double]))
        let twin = try Variable("w", Tensor([1, 2] as [Double]))
        for _ in 0..<3 {
          try optimizer.apply([Tensor([0.5, -0.25] as [Double])], to: [variable])
          try expected.apply([Tensor([0.5, -0.25] as [Double])], to: [twin])
        }
        #expect(try variable.value.scalars(as: Double.self) == twin.value.scalars(as: Double.self))
        #expect(optimizer.slots.map(\.name) == expected.slots.map(\.name))
        // For the second round both start anew.
        if described == sample.serialized("keras.optimizers") { return }
      }
    }
  }

  @Test(arguments: try Fixture("schedules").cases)
  func schedulesComeBack(_ sample: FixtureCase) throws {
    let described = sample.serialized("keras.optimizers.schedules")
    let schedule = try #require(try ModelMaker().schedule(described) as? any LearningRateSchedule & Configurable)
    #expect(FixtureValue(.object(schedule.config)) == sample.config)
    let again = try #require(try ModelMaker().schedule(schedule.serialized) as? any Configurable)
    #expect(type(of: again) == type(of: schedule) && again.config == schedule.config)
    // And inside an optimizer, where Keras puts it.
    let optimizer = try ModelMaker().optimizer([
      "module": "keras.optimizers", "class_name": "SGD", "config": ["learning_rate": described, "momentum": 0.5],
    ])
    #expect((optimizer.schedule as? any Configurable).map { type(of: $0) == type(of: schedule) } == true)
    #expect(try ModelMaker().optimizer(optimizer.serialized).config == optimizer.config)
  }

  // MARK: - Words

  @Test(arguments: [
    ("mse", "MeanSquaredError"), ("mean_squared_error", "MeanSquaredError"), ("MeanSquaredError", "MeanSquaredError"),
    ("sparse_categorical_crossentropy", "SparseCategoricalCrossentropy"), ("bce", "BinaryCrossentropy"),
    ("kld", "KLDivergence"), ("kl_divergence", "KLDivergence"), ("huber", "Huber"), ("log_cosh", "LogCosh"),
    ("mape", "MeanAbsolutePercentageError"), ("dice", "Dice"),
  ])
  func wordsStandForLosses(_ word: String, _ className: String) throws {
    let function: ConfigValue = [
      "module": "builtins", "class_name": "function", "config": .string(word), "registered_name": "function",
    ]
    for described in [.string(word), function] {
      let loss = try #require(try ModelMaker().loss(described) as? any Configurable)
      #expect(type(of: loss).className == className)
    }
  }

  @Test func wordsStandForMetrics() throws {
    let accuracy = try ModelMaker().metric("accuracy")
    #expect(accuracy is Metrics.AutomaticAccuracy && accuracy.name == "accuracy" && accuracy.serialized == "accuracy")
    let short = try ModelMaker().metric("acc")
    #expect(short is Metrics.AutomaticAccuracy && short.name == "acc")
    let mse = try ModelMaker().metric("mse")
    #expect(mse is Metrics.LossMetric<Losses.MeanSquaredError> && mse.name == "mse")
    let exact = try ModelMaker().metric(["module": "keras.metrics", "class_name": "Accuracy", "config": [:]])
    #expect(exact is Metrics.Accuracy && exact.name == "accuracy")
  }

  @Test(arguments: [("adam", "Adam"), ("rmsprop", "RMSprop"), ("adamw", "AdamW"), ("sgd", "SGD"), ("Nadam", "Nadam")])
  func wordsStandForOptimizers(_ word: String, _ className: String) throws {
    let optimizer = try #require(try ModelMaker().optimizer(.string(word)) as? any Configurable)
    #expect(type(of: optimizer).className == className)
    let plain = try ModelMaker().optimizer([
      "module": "keras.optimizers", "class_name": .string(className), "config": [:], "registered_name": nil,
    ])
    #expect(plain.config == (optimizer as? Optimizer)?.config)
  }

  // MARK: - What is refused

  @Test func whatKeratinDoesNotHaveIsNamed() throws {
    func message(_ body: () throws -> Any) throws -> String {
      "\(try #require(throws: KeratinError.self, performing: { _ = try body() }))"
    }
    let maker = ModelMaker(file: "model.keras")
    #expect(try message { try maker.loss("ctc", path: "compile_config.loss") }.contains("compile_config.loss"))
    #expect(try message { try maker.metric("MeanIoU") }.contains("MeanIoU"))
    #expect(try message { try maker.optimizer("muon") }.contains("muon"))
    let scaled: ConfigValue = ["class_name": "Adam", "config": ["loss_scale_factor": "dynamic"]]
    #expect(try message { try maker.optimizer(scaled) }.contains("loss_scale_factor"))
    let text: ConfigValue = ["class_name": "Adam", "config": ["learning_rate": "fast"]]
    #expect(try message { try maker.optimizer(text, path: "optimizer") }.contains("optimizer.learning_rate"))
    let lambda: ConfigValue = ["class_name": "__lambda__", "config": ["value": "4wEAAAAA"]]
    #expect(try message { try maker.loss(lambda) }.contains("nothing in a file is run"))
  }

  private static let odd: [ConfigValue] = [
    nil, true, -1, 0, 2_147_483_647, .int(.max), 0.5, -1e300, .double(.nan), "", "mse", [], [nil], [-1, 2], [:],
    ["class_name": "Adam"],
  ]

  @Test func anObjectOrAnErrorComesOfEveryArgument() throws {
    let maker = ModelMaker(file: "hostile")
    func tryAll(_ samples: [FixtureCase], _ module: String, _ make: (ConfigValue) throws -> Void) throws {
      var seen: Set<String> = []
      for sample in samples where seen.insert(sample.className ?? "").inserted {
        guard case .object(let whole) = ConfigValue(sample.config) else { continue }
        for key in whole.keys.sorted() {
          for value in Self.odd {
            let config = whole.merging([key: value]) { $1 }
            let described: ConfigValue = [
              "module": .string(module), "class_name": .string(sample.className ?? ""), "config": .object(config),
            ]
            do { try make(described) } catch is KeratinError { continue }
          }
        }
      }
    }
    try tryAll(try Self.losses.get(), "keras.losses") { _ = try maker.loss($0).serialized }
    try tryAll(try Self.metrics.get(), "keras.metrics") { _ = try maker.metric($0).serialized }
    try tryAll(try Fixture("schedules").cases, "keras.optimizers.schedules") { _ = try maker.schedule($0) }
    try tryAll(try Fixture("optimizers").cases, "keras.optimizers") { described in
      let optimizer = try maker.optimizer(described)
      try optimizer.apply([Tensor([0.5] as [Float])], to: [try Variable("w", Tensor([1] as [Float]))])
    }
  }

  // MARK: - Custom ones

  private struct Quartic: Loss, Configurable {
    let name = "quartic"
    let factor: Double
    func losses(_ yTrue: Tensor, _ yPred: Tensor) -> Tensor { pow(yPred - yTrue, 4).mean(axis: -1) * factor }
    var config: [String: ConfigValue] { ["factor": .double(factor)] }
  }

  private struct Constant: LearningRateSchedule {
    func learningRate(_ step: Tensor) -> Tensor { step * 0 + 0.5 }
  }

  @Test func registeredLossesComeBack() throws {
    CustomObjects.register(Quartic.self, package: "tests") { config in Quartic(factor: try config("factor")) }
    let described = (Quartic(factor: 3) as any Loss).serialized
    try described.requireWritable(path: "loss")
    #expect(FixtureValue(described)["registered_name"].string == "tests>Quartic")
    #expect((try ModelMaker().loss(described) as? Quartic)?.factor == 3)
  }

  @Test func whatIsNotRegisteredCannotBeWritten() {
    #expect(throws: KeratinError.self) {
      try SGD(learningRate: Constant()).serialized.requireWritable(path: "optimizer")
    }
    #expect(throws: KeratinError.self) {
      try MeanMetric(name: "own") { $1 - $0 }.serialized.requireWritable(path: "metrics")
    }
  }
}
