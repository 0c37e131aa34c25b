import Foundation
import Keratin
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Epochs, batches and iterations mean what they mean in Keras.
@Suite struct FitTests {
  let problem: SmallProblem

  init() throws { problem = try SmallProblem() }

  @Test func lastBatchIsShorter() throws {
    try withSession {
      let model = try problem.makeModel()
      var batches: [Int] = []
      let history = try model.fit(
        problem.x, problem.y, batchSize: 16, epochs: 3, verbose: .silent,
        callbacks: [LambdaCallback(onTrainBatchEnd: { batch, _ in batches.append(batch) })])
      #expect(batches == [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3])
      #expect(try model.optimizer?.iterations.value.scalar(as: Int32.self) == 12)
      #expect(history.epoch == [0, 1, 2])
    }
  }

  @Test func epochLossIsTheMeanOverSamples() throws {
    try withSession {
      // With a learning rate of 0 nothing moves, and the mean over batches of 16, 16, 16 and 2 must be that over samples.
      let model = try problem.makeModel(optimizer: .sgd(learningRate: 0))
      let history = try model.fit(problem.x, problem.y, batchSize: 16, verbose: .silent)
      let whole = try model.evaluate(problem.x, problem.y, batchSize: 50, verbose: .silent).loss
      #expect(abs(history["loss"][0] - whole) < 1e-6 * whole)
    }
  }

  @Test func shortEpochsGoOnWhereTheLastOneEnded() throws {
    try withSession {
      // With a learning rate of 0 two epochs of two batches are the batches of one.
      let model = try problem.makeModel(optimizer: .sgd(learningRate: 0))
      let half = try model.fit(
        problem.x, problem.y, batchSize: 10, epochs: 4, verbose: .silent, shuffle: false, stepsPerEpoch: 2)["loss"]
      let batches = try (0..<5).map { batch in
        try model.testOnBatch(
          problem.x[batch * 10..<batch * 10 + 10], problem.y[batch * 10..<batch * 10 + 10]
        ).loss
      }
      // The third epoch has one batch left, and the fourth begins anew.
      let expected = [
        (batches[0] + batches[1]) / 2, (batches[2] + batches[3]) / 2, batches[4], (batches[0] + batches[1]) / 2,
      ]
      for (loss, mean) in zip(half, expected) { #expect(abs(loss - mean) < 1e-5 * mean) }
    }
  }

  @Test func historyKnowsWhatCallbacksAdd() throws {
    final class Adds: Callback {
      override func onEpochEnd(_ epoch: Int, _ logs: inout Logs) { logs["learning_rate"] = 0.5 }
    }
    try withSession {
      let model = try problem.makeModel()
      let history = try model.fit(problem.x, problem.y, verbose: .silent, callbacks: [Adds()])
      #expect(history["learning_rate"] == [0.5])
    }
  }

  @Test func aSequentialRecoversFromDataThatDoNotFit() throws {
    try withSession {
      let model = Sequential {
        Reshape([2, 2])
        Flatten()
        Dense(1)
      }
      #expect(throws: KeratinError.self) { try model.predict(Tensor.zeros([3, 5]), verbose: .silent) }
      let result = try model.predict(Tensor.zeros([3, 4]), verbose: .silent)
      #expect(result.shape == [3, 1])
    }
  }

  @Test func whatIsAddedAfterCompileMustBeCompiled() throws {
    try withSession {
      let model = try problem.makeModel()
      model.add(Dense(1))
      let error = #expect(throws: KeratinError.self) {
        try model.fit(problem.x, problem.y, verbose: .silent)
      }
      #expect(error?.expected == "a compiled model")
    }
  }

  @Test func mistakesInCallsAreThrown() throws {
    try withSession {
      let model = try problem.makeModel()
      #expect(throws: KeratinError.self) {
        try model.fit(problem.x, problem.y, verbose: .silent, initialEpoch: -1)
      }
      #expect(throws: KeratinError.self) { try model.predict([Tensor](), verbose: .silent) }
      #expect(throws: KeratinError.self) { try Sequential([]).predict(problem.x, verbose: .silent) }
      let eager = try problem.makeModel()
      try eager.compile(optimizer: .sgd(), loss: .meanSquaredError, runEagerly: true)
      eager.crossCheck = CrossCheck(against: try Backends.named("naive"))
      #expect(throws: KeratinError.self) { try eager.fit(problem.x, problem.y, verbose: .silent) }
    }
  }

  @Test func epochsCountFromInitialEpoch() throws {
    try withSession {
      let model = try problem.makeModel()
      let history = try model.fit(problem.x, problem.y, epochs: 5, verbose: .silent, initialEpoch: 3)
      #expect(history.epoch == [3, 4])
      #expect(try model.fit(problem.x, problem.y, epochs: 2, verbose: .silent, initialEpoch: 3).epoch.isEmpty)
    }
  }

  @Test func validationTakesTheLastSamples() throws {
    try withSession {
      let model = try problem.makeModel()
      let history = try model.fit(
        problem.x, problem.y, epochs: 4, verbose: .silent, validationSplit: 0.25, validationFrequency: 2)
      #expect(history["val_loss"].count == 2)
      // ⌊50 · 0.75⌋ = 37 samples train.
      let tail = try model.evaluate(problem.x[37..<50], problem.y[37..<50], verbose: .silent).loss
      #expect(abs(history["val_loss"][1] - tail) < 1e-6)
      #expect(history.names == ["loss", "val_loss"])
    }
  }

  @Test func stopTrainingEndsAfterTheEpoch() throws {
    try withSession {
      let model = try problem.makeModel()
      let history = try model.fit(
        problem.x, problem.y, epochs: 10, verbose: .silent,
        callbacks: [LambdaCallback(onEpochEnd: { epoch, _ in if epoch == 2 { model.stopTraining = true } })])
      #expect(history.epoch == [0, 1, 2])
    }
  }

  @Test func stepsPerEpochCutsTheEpoch() throws {
    try withSession {
      let model = try problem.makeModel()
      try model.fit(problem.x, problem.y, batchSize: 10, epochs: 3, verbose: .silent, stepsPerEpoch: 3)
      // Five batches: the second epoch has two left, as in Keras.
      #expect(try model.optimizer?.iterations.value.scalar(as: Int32.self) == 8)
    }
  }

  @Test func batchLogsAreOnlyMadeForThoseWhoWantThem() throws {
    final class Watch: Callback {
      var lengths: [Int] = []
      override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) { lengths.append(logs.entries.count) }
    }
    try withSession {
      let watch = Watch()
      try problem.makeModel().fit(problem.x, problem.y, batchSize: 10, verbose: .silent, callbacks: [watch])
      // The last batch's logs are those of the epoch.
      #expect(watch.lengths == [0, 0, 0, 0, 1])
    }
  }

  @Test(arguments: Backends.all.map(\.name)) func learns(backend: String) throws {
    try Backends.with(try Backends.named(backend)) {
      try withSession(seed: 3) {
        let model = try problem.makeModel(optimizer: .adam(learningRate: 0.02))
        let history = try model.fit(problem.x, problem.y, batchSize: 10, epochs: 150, verbose: .silent)
        #expect(history["loss"].last! < history["loss"][0] / 20)
      }
    }
  }

  @Test func sampleWeightOfZeroLeavesASampleOut() throws {
    let few: [Float] = try withSession {
      let model = try problem.makeModel()
      try model.fit(problem.x[0..<25], problem.y[0..<25], batchSize: 25, epochs: 2, verbose: .silent, shuffle: false)
      return try model.numbers()
    }
    let weighted: [Float] = try withSession {
      let model = try problem.makeModel()
      // Keras divides by the number of samples, not by the weights: twice the weight for half of them.
      let weights = [Float](repeating: 2, count: 25) + [Float](repeating: 0, count: 25)
      try model.fit(
        problem.x, problem.y, batchSize: 50, epochs: 2, verbose: .silent, shuffle: false, sampleWeight: Tensor(weights))
      return try model.numbers()
    }
    for (a, b) in zip(few, weighted) { #expect(abs(a - b) < 1e-6) }
  }

  @Test func eagerStepsGiveTheSameWeights() throws {
    func weights(runEagerly: Bool) throws -> [Float] {
      try withSession(seed: 9) {
        let model = try problem.makeModel(optimizer: .adam(), dropout: 0.3, runEagerly: runEagerly)
        try model.fit(problem.x, problem.y, batchSize: 16, epochs: 3, verbose: .silent)
        return try model.numbers()
      }
    }
    #expect(try weights(runEagerly: true) == weights(runEagerly: false))
  }

  @Test func predictionsComeInOrder() throws {
    try withSession {
      let model = try problem.makeModel()
      let all: [Float] = try model.predict(problem.x, batchSize: 7, verbose: .silent).scalars()
      let one: [Float] = try model.predict(problem.x[33..<34], verbose: .silent).scalars()
      #expect(all.count == 50)
      #expect(abs(all[33] - one[0]) < 1e-6)
    }
  }

  @Test func classesWeighOnlyWhatIsTrainedOn() throws {
    try withSession {
      let model = Sequential {
        Input(shape: [1])
        Dense(2, activation: .softmax, kernelInitializer: .zeros)
      }
      try model.compile(optimizer: .sgd(learningRate: 0), loss: .sparseCategoricalCrossentropy())
      let history = try model.fit(
        Tensor.ones([8, 1]), Tensor([0, 0, 0, 0, 0, 1, 0, 1] as [Int32]), verbose: .silent, validationSplit: 0.25,
        classWeight: [0: 1, 1: 10])
      // Both classes have probability 1/2; of the six samples that are trained on one is of class 1.
      #expect(abs(history["loss"][0] - log(2.0) * 15 / 6) < 1e-5)
      #expect(abs(history["val_loss"][0] - log(2.0)) < 1e-6)
    }
  }

  @Test func singleClassTailEarnsAWarning() throws {
    try withSession {
      let messages = Messages()
      Warnings.handle { messages.add($0) }
      let model = Sequential {
        Input(shape: [4])
        Dense(2, activation: .softmax)
      }
      try model.compile(optimizer: .sgd(), loss: .sparseCategoricalCrossentropy(fromLogits: true))
      let labels = Tensor((0..<50).map { Int32($0 < 25 ? 0 : 1) })
      try model.fit(problem.x, labels, epochs: 2, verbose: .silent, validationSplit: 0.2)
      try model.fit(problem.x, labels, verbose: .silent, validationSplit: 0.2)
      #expect(messages.all.count { $0.contains("one class") } == 1)
      #expect(messages.all.count { $0.contains("fromLogits") } == 1)
    }
  }
}

/// Collects warnings.
private final class Messages: @unchecked Sendable {
  private let lock = NSLock()
  private var texts: [String] = []
  var all: [String] { lock.withLock { texts } }
  func add(_ text: String) { lock.withLock { texts.append(text) } }
}
