import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// What callbacks make of values that are given, epoch by epoch, against Keras's.
struct CallbackFixtureTests {
  /// Puts the next value into the logs and makes the model's only weight the epoch's number.
  final class Scripted: Callback {
    let monitor: String
    let values: [FixtureValue]

    init(_ monitor: String, _ values: [FixtureValue]) { (self.monitor, self.values) = (monitor, values) }

    override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {
      try model?.setWeights([Tensor([[Double(epoch)]] as [[Double]])])
      for name in logs.names { logs[name] = nil }
      logs["loss"] = 1
      logs[monitor] = values[epoch].double
    }
  }

  @Test(arguments: try Fixture("callbacks").cases.filter { !$0.name.hasPrefix("csv") })
  func epochsAndRatesAreThoseOfKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      let model = Sequential {
        Input(shape: [1])
        Dense(1, useBias: false)
      }
      try model.compile(optimizer: .sgd(learningRate: 0.1), loss: .meanSquaredError, metrics: [.accuracy])
      let values = sample.settings["values"].array ?? []
      let callback = try made(sample)
      let zeros = Tensor.zeros([1, 1], elementType: .float64)
      let history = try model.fit(
        zeros, zeros, epochs: values.count, verbose: .silent,
        callbacks: [Scripted(sample.settings["monitor"].string ?? "", values), callback])
      #expect(history.epoch.map(Double.init) == sample.series["epoch"])
      #expect(try model.getWeights()[0].scalars(as: Double.self) == sample.series["weight"])
      let rate = try #require(model.optimizer?.learningRate)
      try requireClose([rate], sample.series["final_rate"] ?? [], within: [1e-15])
      let rates = sample.series["learning_rate"] ?? []
      try requireClose(history["learning_rate"], rates, within: rates.map { _ in 1e-15 })
      if let stopping = callback as? EarlyStopping {
        #expect([Double(stopping.stoppedEpoch)] == sample.series["stopped"])
        #expect([Double(stopping.bestEpoch)] == sample.series["best_epoch"])
        #expect((stopping.best.map { [$0] } ?? []) == sample.series["best"])
        #expect([Double(stopping.wait)] == sample.series["wait"])
      }
    }
  }

  @Test(arguments: try Fixture("callbacks").cases.filter { $0.name.hasPrefix("csv") })
  func linesAreThoseOfKeras(_ sample: FixtureCase) throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = try #require(sample.settings["text"].string)
    let separator = try #require(sample.settings["separator"].string)
    let rows = try #require(sample.settings["rows"].array).map { $0.object ?? [:] }
    func log(_ logger: CSVLogger) throws {
      try logger.onTrainBegin()
      for (epoch, row) in rows.enumerated() {
        var logs = Logs()
        for (name, value) in row { logs[name] = value.double }
        try logger.onEpochEnd(epoch, &logs)
      }
      try logger.onTrainEnd(Logs())
    }
    try log(CSVLogger(path, separator: separator))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    try log(CSVLogger(path, separator: separator))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    try log(CSVLogger(path, separator: separator, append: true))
    let header = try #require(text.firstRange(of: "\r\n"))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text + text[header.upperBound...])
  }

  @Test func mistakes() throws {
    let problem = try SmallProblem()
    func complaint(_ callback: Callback, _ optimizer: Optimizer = .sgd()) throws -> String? {
      let model = try problem.makeModel(optimizer: optimizer)
      return #expect(throws: KeratinError.self) {
        try model.fit(problem.x, problem.y, verbose: .silent, callbacks: [callback])
      }?.description
    }
    #expect(
      try complaint(EarlyStopping(monitor: "val_score"))
        == "EarlyStopping: expected a value that is known to be better when smaller or larger. "
        + "Received: monitor: 'val_score'. Try: mode: .min or .max.")
    #expect(
      try complaint(ReduceLROnPlateau(factor: 1))
        == "ReduceLROnPlateau: expected a factor below 1. Received: 1.0.")
    #expect(try complaint(CSVLogger("/nowhere/at/all.csv"))?.hasPrefix("CSVLogger: ") == true)
    let scheduled = SGD(learningRate: .exponentialDecay(0.1, decaySteps: 5, decayRate: 0.5))
    #expect(
      try complaint(LearningRateScheduler { _, rate in rate }, scheduled)?.hasPrefix("sgd.learningRate: ") == true)
  }

  @Test func averagesTakeTheWeightsPlacesWhenFitEnds() throws {
    let problem = try SmallProblem()
    let optimizer = SGD(learningRate: 0.05, useEMA: true, emaMomentum: 0.9)
    let model = try problem.makeModel(optimizer: optimizer)
    try model.fit(problem.x, problem.y, epochs: 2, verbose: .silent)
    let averages = try optimizer.trainedVariables.flatMap {
      try optimizer.slot("average", of: $0).value.scalars(as: Float.self)
    }
    #expect(try model.numbers() == averages)
  }

  @Test func rmspropIsTheDefault() throws {
    let model = Sequential { Dense(1) }
    try model.compile(loss: .meanSquaredError)
    #expect(model.optimizer is RMSprop)
  }

  private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appending(path: "keratin-\(UUID().uuidString).csv").path
  }

  private func made(_ sample: FixtureCase) throws -> Callback {
    let (arguments, monitor) = (sample.settings["arguments"], sample.settings["monitor"].string ?? "")
    let mode = MonitorMode(rawValue: arguments["mode"].string ?? "auto") ?? .auto
    switch sample.settings["callback"].string {
    case "EarlyStopping":
      return EarlyStopping(
        monitor: monitor, minDelta: arguments["min_delta"].double ?? 0, patience: arguments["patience"].int ?? 0,
        mode: mode, baseline: arguments["baseline"].double,
        restoreBestWeights: arguments["restore_best_weights"].bool ?? false,
        startFromEpoch: arguments["start_from_epoch"].int ?? 0)
    case "ReduceLROnPlateau":
      return ReduceLROnPlateau(
        monitor: monitor, factor: arguments["factor"].double ?? 0.1, patience: arguments["patience"].int ?? 10,
        mode: mode, minDelta: arguments["min_delta"].double ?? 1e-4, cooldown: arguments["cooldown"].int ?? 0,
        minLR: arguments["min_lr"].double ?? 0)
    case "LearningRateScheduler": return LearningRateScheduler { epoch, rate in epoch < 3 ? rate : rate * 0.5 }
    default: throw FixtureError.missing("callback", sample.name)
    }
  }
}
