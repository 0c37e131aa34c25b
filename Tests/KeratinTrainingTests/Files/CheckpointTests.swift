import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// ModelCheckpoint, BackupAndRestore and SwapEMAWeights against Keras's.
struct CheckpointTests {
  /// Throws, and so fails the test, where there are none.
  private static func cases(_ prefix: String) throws -> [FixtureCase] {
    let names = ["backup", "swap"]
    let cases = try Fixture("checkpoints").cases.filter { sample in
      prefix.isEmpty ? !names.contains { sample.name.hasPrefix($0) } : sample.name.hasPrefix(prefix)
    }
    try #require(!cases.isEmpty, "no case '\(prefix)'")
    return cases
  }

  /// Makes the model's only weight the number of the batch, counted through the epochs, and puts the next value into the logs.
  final class Scripted: Callback {
    let monitor: String
    let values: [FixtureValue]
    var batches = 0

    init(_ monitor: String, _ values: [FixtureValue]) { (self.monitor, self.values) = (monitor, values) }

    override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) throws {
      try model?.setWeights([Tensor([[Float(batches)]])])
      batches += 1
    }

    override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {
      for name in logs.names { logs[name] = nil }
      logs["loss"] = 0.25
      logs[monitor] = values[epoch].double
    }
  }

  @Test(arguments: try cases("")) func filesAndTextAreThoseOfKeras(_ sample: FixtureCase) throws {
    let (settings, arguments) = (sample.settings, sample.settings["arguments"])
    let monitor = try #require(settings["monitor"].string)
    let steps = try #require(settings["steps"].int)
    let weightsOnly = try #require(settings["weights_only"].bool as Bool?)
    try withTemporaryFolder { folder in
      let callback = ModelCheckpoint(
        folder + "/" + (try #require(settings["filepath"].string)), monitor: monitor, verbose: true,
        saveBestOnly: arguments["save_best_only"].bool ?? false, saveWeightsOnly: weightsOnly,
        mode: MonitorMode(rawValue: arguments["mode"].string ?? "auto") ?? .auto,
        saveFreq: arguments["save_freq"].int.map { .batches($0) } ?? .epoch,
        initialValueThreshold: arguments["initial_value_threshold"].double)
      var text = ""
      callback.write = { text += $0 }
      let model = Sequential {
        Input(shape: [1])
        Dense(1, useBias: false)
      }
      try model.compile(optimizer: .sgd(learningRate: 0), loss: .meanSquaredError, metrics: [.accuracy])
      try model.fit(
        Tensor.zeros([steps, 1]), Tensor.zeros([steps, 1]), batchSize: 1, epochs: settings["epochs"].int ?? 0,
        verbose: .silent, callbacks: [Scripted(monitor, settings["values"].array ?? []), callback])
      #expect(text.replacing(folder + "/", with: "") == settings["text"].string)
      #expect((callback.best.map { [$0] } ?? []) == sample.series["best"])
      var files: [String: FixtureValue] = [:]
      for case let path as String in try #require(FileManager.default.enumerator(atPath: folder))
      where path.hasSuffix(weightsOnly ? ".h5" : ".keras") {
        let weight =
          weightsOnly
          ? try #require(HDF5.read(folder + "/" + path)["layers/dense/vars/0"])
          : try #require(try Model.load(folder + "/" + path).getWeights().first)
        files[path] = .number(try weight.scalar(as: Double.self))
      }
      #expect(files == settings["files"].object)
    }
  }

  /// Ends training after a batch, as a crash would: by an error.
  final class Failing: Callback {
    struct Failure: Error {}
    let place: (epoch: Int, batch: Int)
    var epoch = 0

    init(_ epoch: Int, _ batch: Int) { place = (epoch, batch) }

    override func onEpochBegin(_ epoch: Int) { self.epoch = epoch }
    override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) throws {
      if (epoch, batch) == place { throw Failure() }
    }
  }

  @Test(arguments: try cases("backup")) func trainingGoesOnWhereKerasDoes(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      try withTemporaryFolder { folder in
        let (arguments, place) = (sample.settings["arguments"], folder + "/backup")
        func fit(_ more: [Callback] = []) throws -> (Model, History) {
          let model = try regressor(sample, .adam(learningRate: 0.1))
          let callback = BackupAndRestore(
            place, saveFreq: arguments["save_freq"].int.map { .batches($0) } ?? .epoch,
            deleteCheckpoint: arguments["delete_checkpoint"].bool ?? true)
          let history = try model.fit(
            sample.tensor("inputs").tensor(.float64), sample.tensor("targets").tensor(.float64), batchSize: 2,
            epochs: 4, verbose: .silent, callbacks: [callback] + more, shuffle: false)
          return (model, history)
        }
        let failure = try Failing(#require(sample.settings["epoch"].int), #require(sample.settings["batch"].int))
        #expect(throws: Failing.Failure.self) { try fit([failure]) }
        let (model, history) = try fit()
        // Ours remembers the epochs before, too.
        #expect(history.epoch == [0, 1, 2, 3])
        let losses = try #require(sample.series["loss"])
        try requireClose(history["loss"].suffix(losses.count), losses, within: losses.map { 1e-12 * (1 + $0) })
        try requireWeights(model, sample)
        #expect(FileManager.default.fileExists(atPath: place) == sample.settings["remains"].bool)
      }
    }
  }

  @Test(arguments: try cases("swap")) func averagesChangePlacesAsInKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      final class Watch: Callback {
        var seen: [Double] = []
        override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) throws {
          seen.append(try model?.getWeights()[0].scalars(as: Double.self)[0] ?? .nan)
        }
      }
      let model = try regressor(sample, SGD(learningRate: 0.1, useEMA: true, emaMomentum: 0.7))
      let (x, y) = try (sample.tensor("inputs").tensor(.float64), sample.tensor("targets").tensor(.float64))
      let watch = Watch()
      let history = try model.fit(
        x, y, batchSize: 2, epochs: 3, verbose: .silent,
        callbacks: [SwapEMAWeights(swapOnEpoch: sample.settings["swap_on_epoch"].bool ?? false), watch],
        validationData: (x, y), shuffle: false)
      for (values, name) in [(history["loss"], "loss"), (history["val_loss"], "val_loss"), (watch.seen, "seen")] {
        let exact = try #require(sample.series[name])
        try requireClose(values, exact, within: exact.map { 1e-12 * (1 + abs($0)) })
      }
      try requireWeights(model, sample)
    }
  }

  @Test func averagesStayWhereTrainingStopsEarly() throws {
    let problem = try SmallProblem()
    final class Stopper: Callback {
      override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) { model?.stopTraining = epoch == 1 }
    }
    func weights(_ callbacks: [Callback], epochs: Int) throws -> [Float] {
      try withSession(seed: 3) {
        let model = try problem.makeModel(optimizer: SGD(learningRate: 0.05, useEMA: true, emaMomentum: 0.9))
        try model.fit(
          problem.x, problem.y, epochs: epochs, verbose: .silent, callbacks: callbacks, shuffle: false)
        return try model.numbers()
      }
    }
    let plain = try weights([], epochs: 2)
    #expect(try weights([SwapEMAWeights(swapOnEpoch: true)], epochs: 2) == plain)
    #expect(try weights([SwapEMAWeights(swapOnEpoch: true), Stopper()], epochs: 9) == plain)
  }

  @Test func mistakes() throws {
    let problem = try SmallProblem()
    func complaint(_ callback: Callback) throws -> String {
      let model = try problem.makeModel(optimizer: .sgd())
      return #expect(throws: KeratinError.self) {
        try model.fit(problem.x, problem.y, verbose: .silent, callbacks: [callback])
      }?.description ?? ""
    }
    func checkpoint(_ path: String, _ frequency: CheckpointFrequency = .epoch) -> ModelCheckpoint {
      ModelCheckpoint(path, saveWeightsOnly: true, saveFreq: frequency)
    }
    #expect(try complaint(ModelCheckpoint("a.weights.h5")).contains("Try: saveWeightsOnly: true, for the weights"))
    #expect(try complaint(ModelCheckpoint("/proc/none/a.keras")).contains("expected a folder at /proc/none"))
    #expect(try complaint(checkpoint("a.h5")).hasPrefix("ModelCheckpoint: expected a path that ends in .weights.h5"))
    #expect(try complaint(checkpoint("{epoch:02x}.weights.h5")).contains("expected a format like 02d"))
    #expect(try complaint(checkpoint("{epoch.weights.h5")).contains("expected braces in pairs"))
    #expect(try complaint(checkpoint("{score}.weights.h5")).contains("Received: none for 'score'."))
    #expect(try complaint(checkpoint("{loss:d}.weights.h5")).contains("expected a whole number for format d"))
    #expect(try complaint(checkpoint("a.weights.h5", .batches(0))).contains("expected at least 1 batch"))
    #expect(try complaint(checkpoint("/proc/none/a.weights.h5")).contains("expected a folder at /proc/none"))
    #expect(try complaint(BackupAndRestore("")).contains("expected a folder"))
    #expect(try complaint(BackupAndRestore("/proc/none")).contains("expected a folder at /proc/none"))
    #expect(try complaint(SwapEMAWeights()).contains("Try: useEMA: true for the optimizer"))
  }

  /// A checkpoint of the whole model goes on to the same numbers; one that cannot be written is told of before training.
  @Test func wholeModelsComeBackWithTheirOptimizers() throws {
    let problem = try SmallProblem()
    try withTemporaryFolder { folder in
      func fit(_ model: Model, _ callbacks: [Callback] = []) throws {
        try model.fit(problem.x, problem.y, epochs: 2, verbose: .silent, callbacks: callbacks, shuffle: false)
      }
      let model = try problem.makeModel(optimizer: .adam(learningRate: 0.01))
      try fit(model, [ModelCheckpoint(folder + "/{epoch}.keras")])
      let again = try Model.load(folder + "/2.keras")
      try fit(model)
      try fit(again)
      #expect(try again.numbers() == model.numbers())
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["1.keras", "2.keras"])
      let unknown = Sequential {
        Input(shape: [4])
        Lambda { $0 * 2 }
        Dense(1)
      }
      try unknown.compile(optimizer: .sgd(), loss: .meanSquaredError)
      let before = try unknown.numbers()
      let error = #expect(throws: KeratinError.self) {
        try fit(unknown, [ModelCheckpoint(folder + "/unknown.keras")])
      }
      #expect(error?.description.hasPrefix("ModelCheckpoint") == true)
      #expect(try unknown.numbers() == before)
    }
  }

  @Test func aDamagedBackupIsTold() throws {
    let problem = try SmallProblem()
    try withTemporaryFolder { folder in
      let keeping = { BackupAndRestore(folder, doubleCheckpoint: true, deleteCheckpoint: false) }
      let model = try problem.makeModel(optimizer: .sgd())
      try model.fit(problem.x, problem.y, epochs: 3, verbose: .silent, callbacks: [keeping()])
      try Data("half".utf8).write(to: URL(filePath: folder + "/latest.checkpoint"))
      // The state before the last one is taken.
      let begun = LambdaCallback(onEpochEnd: { epoch, _ in #expect(epoch == 2) })
      let again = try problem.makeModel(optimizer: .sgd())
      try again.fit(problem.x, problem.y, epochs: 3, verbose: .silent, callbacks: [keeping(), begun])
      #expect(try again.numbers() == model.numbers())
      try Data("half".utf8).write(to: URL(filePath: folder + "/latest.checkpoint"))
      try Data("half".utf8).write(to: URL(filePath: folder + "/latest.checkpoint.bkp"))
      let error = #expect(throws: KeratinError.self) {
        try problem.makeModel(optimizer: .sgd())
          .fit(problem.x, problem.y, epochs: 3, verbose: .silent, callbacks: [keeping()])
      }
      #expect(error?.description.contains("latest.checkpoint") == true)
    }
  }

  private func regressor(_ sample: FixtureCase, _ optimizer: Optimizer) throws -> Model {
    let model = Sequential {
      Input(shape: [2])
      Dense(1)
    }
    try model.setWeights(sample["initial"].map { try $0.tensor(.float64) })
    try model.compile(optimizer: optimizer, loss: .meanSquaredError)
    return model
  }

  private func requireWeights(_ model: Model, _ sample: FixtureCase) throws {
    for (weight, exact) in zip(model.weights, sample["weights"]) {
      try requireClose(
        weight.value.scalars(as: Double.self), exact.values, within: exact.values.map { 1e-12 * (1 + abs($0)) })
    }
  }
}
