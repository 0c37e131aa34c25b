import Foundation
import Keratin
import Synchronization
import Testing

/// `fit`, `evaluate` and `predict` on data sets.
@Suite(.serialized) struct FitDatasetTests {
  let problem: SmallProblem

  init() throws { problem = try SmallProblem() }

  private struct Broken: Error, Equatable {}

  private var batches: any Dataset { TensorDataset(problem.x, problem.y).batch(16) }

  /// The threads that make batches now.
  private func dataThreads() -> Int {
    #if os(Linux)
      let folder = "/proc/self/task"
      let tasks = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return tasks.count { (try? String(contentsOfFile: "\(folder)/\($0)/comm", encoding: .utf8)) == "keratin.data\n" }
    #else
      return 0
    #endif
  }

  private func expectNoThreads() {
    for _ in 0..<200 where dataThreads() > 0 { Thread.sleep(forTimeInterval: 0.005) }
    #expect(dataThreads() == 0)
  }

  @Test(arguments: [false, true]) func trainsAsOnTensorsInMemory(runEagerly: Bool) throws {
    func weights(_ fit: (Sequential) throws -> History) throws -> (weights: [Float], history: [String: [Double]]) {
      try withSession(seed: 9) {
        let model = try problem.makeModel(optimizer: .adam(), dropout: 0.3, runEagerly: runEagerly)
        let history = try fit(model)
        return (try model.numbers(), Dictionary(uniqueKeysWithValues: history.names.map { ($0, history[$0]) }))
      }
    }
    let tensors = try weights {
      try $0.fit(
        problem.x, problem.y, batchSize: 16, epochs: 3, verbose: .silent, validationData: (problem.x, problem.y),
        shuffle: false, validationBatchSize: 16)
    }
    let dataset = try weights { try $0.fit(batches, epochs: 3, verbose: .silent, validationData: batches) }
    #expect(tensors.weights == dataset.weights)
    #expect(tensors.history == dataset.history)
    expectNoThreads()
  }

  @Test func evaluatesAndPredictsAsOnTensorsInMemory() throws {
    try withSession {
      let model = try problem.makeModel()
      #expect(
        try model.evaluate(batches, verbose: .silent).values
          == model.evaluate(problem.x, problem.y, batchSize: 16, verbose: .silent).values)
      #expect(
        try model.predict(batches, verbose: .silent).scalars(as: Float.self)
          == model.predict(problem.x, batchSize: 16, verbose: .silent).scalars(as: Float.self))
      #expect(try model.predict(batches, verbose: .silent, steps: 2).shape == [32, 1])
      let two = try model.evaluate(batches, verbose: .silent, steps: 2).loss
      #expect(try two == model.evaluate(problem.x[0..<32], problem.y[0..<32], batchSize: 16, verbose: .silent).loss)
      expectNoThreads()
    }
  }

  @Test func sampleAndClassWeightsCount() throws {
    func weights(_ fit: (Sequential) throws -> History) throws -> [Float] {
      try withSession {
        let model = try problem.makeModel()
        _ = try fit(model)
        return try model.numbers()
      }
    }
    let factors = Tensor((0..<50).map { Float($0 % 3) })
    let weighted = TensorDataset(problem.x, problem.y, sampleWeight: factors).batch(16)
    #expect(
      try weights { try $0.fit(weighted, epochs: 2, verbose: .silent) }
        == weights {
          try $0.fit(
            problem.x, problem.y, batchSize: 16, epochs: 2, verbose: .silent, shuffle: false, sampleWeight: factors)
        })
    let labels = Tensor((0..<50).map { Float($0 % 2) })
    let classes = TensorDataset(problem.x, labels).batch(16)
    #expect(
      try weights { try $0.fit(classes, verbose: .silent, classWeight: [1: 3]) }
        == weights {
          try $0.fit(problem.x, labels, batchSize: 16, verbose: .silent, shuffle: false, classWeight: [1: 3])
        })
    #expect(throws: KeratinError.self) { try weights { try $0.fit(weighted, verbose: .silent, classWeight: [1: 3]) } }
  }

  @Test func aStepOfAKnownShapeIsNotTracedAgain() throws {
    final class Counting: Model {
      let dense = Dense(1)
      var calls = 0
      override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
        calls += 1
        return dense(x)
      }
    }
    try withSession {
      let model = Counting()
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
      try model.fit(batches, epochs: 1, verbose: .silent)
      let calls = model.calls
      try model.fit(batches, epochs: 5, verbose: .silent)
      #expect(model.calls == calls, "whole and short batches have their plans")
    }
  }

  @Test func lengthsMayDifferFromBatchToBatch() throws {
    try withSession {
      let model = Sequential {
        Input(shape: [nil, 4])
        Dense(3)
        Lambda { $0.mean(axis: 1) }
        Dense(1)
      }
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
      let data = GeneratedDataset(count: 6) { index in
        Batch(Tensor.ones([2, index % 3 + 1, 4]), Tensor.ones([2, 1]))
      }
      let history = try model.fit(data, epochs: 40, verbose: .silent)
      #expect(history["loss"].last! < 1e-3)
    }
  }

  @Test func epochsOfStepsGoOnWhereTheLastEnded() throws {
    try withSession {
      let model = try problem.makeModel(optimizer: .sgd(learningRate: 0))
      func losses(_ dataset: any Dataset, epochs: Int) throws -> [Double] {
        try model.fit(dataset, epochs: epochs, verbose: .silent, stepsPerEpoch: 2)["loss"]
      }
      let tens = TensorDataset(problem.x, problem.y).batch(10)
      let batches = try (0..<5).map { batch in
        try model.testOnBatch(
          problem.x[batch * 10..<batch * 10 + 10], problem.y[batch * 10..<batch * 10 + 10]
        ).loss
      }
      let expected = [
        (batches[0] + batches[1]) / 2, (batches[2] + batches[3]) / 2, batches[4], (batches[0] + batches[1]) / 2,
      ]
      // Whether it says how long it is or not, the third epoch has one batch left, and the fourth begins anew.
      for dataset in [tens, GeneratedDataset { try tens.makeIterator() }] as [any Dataset] {
        for (loss, mean) in try zip(losses(dataset, epochs: 4), expected) { #expect(abs(loss - mean) < 1e-5 * mean) }
      }
      let forever = try losses(tens.repeat(), epochs: 3)
      #expect(abs(forever[2] - (batches[4] + batches[0]) / 2) < 1e-5)
      expectNoThreads()
    }
  }

  @Test func anEpochThatEndsWithThePassIsWhole() throws {
    try withSession {
      let model = try problem.makeModel()
      let five = TensorDataset(problem.x, problem.y).batch(10)
      try model.fit(five, epochs: 3, verbose: .silent, stepsPerEpoch: 5)
      try model.fit(GeneratedDataset { try five.makeIterator() }, epochs: 3, verbose: .silent, stepsPerEpoch: 5)
      #expect(try model.optimizer?.iterations.value.scalar(as: Int32.self) == 30)
    }
  }

  @Test func callbacksKnowWhatIsKnown() throws {
    final class Watch: Callback {
      var steps: [Int] = []
      var logs: [Int] = []
      override func onTrainBegin() { steps.append(parameters.steps) }
      override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) { self.logs.append(logs.entries.count) }
    }
    try withSession {
      let model = try problem.makeModel()
      let watch = Watch()
      let history = try model.fit(batches, verbose: .silent, callbacks: [watch])
      let source = batches
      let unknown = try model.fit(GeneratedDataset { try source.makeIterator() }, verbose: .silent, callbacks: [watch])
      #expect(watch.steps == [4, 0])
      #expect(
        watch.logs == [0, 0, 0, 1, 0, 0, 0, 0], "the last batch's logs are the epoch's where it is known to be the last"
      )
      #expect(history["loss"].count == 1 && unknown["loss"].count == 1)
    }
  }

  @Test func errorsOfTheDataAreThrownAndNothingIsLeftRunning() throws {
    try withSession {
      let model = try problem.makeModel()
      let (x, y) = (problem.x, problem.y)
      for place in [0, 1, 7] {
        let data = GeneratedDataset(count: 10) { index in
          if index == place { throw Broken() }
          return Batch(x, y)
        }
        #expect(throws: Broken.self) { try model.fit(data, verbose: .silent) }
        #expect(throws: Broken.self) { try model.evaluate(data, verbose: .silent) }
        #expect(throws: Broken.self) { try model.predict(data, verbose: .silent) }
        #expect(throws: Broken.self) { try model.fit(batches, verbose: .silent, validationData: data) }
      }
      expectNoThreads()
      // The steps before count, as they do when a step fails.
      #expect(try model.optimizer?.iterations.value.scalar(as: Int32.self) == 0 + 1 + 7 + 3 * 4)
    }
  }

  @Test func trainingThatEndsEarlyEndsItsThread() throws {
    try withSession {
      let model = try problem.makeModel()
      let (x, y) = (problem.x, problem.y)
      let made = Mutex(0)
      let forever = GeneratedDataset {
        made.withLock { $0 += 1 }
        return Batch(x, y)
      }
      try model.fit(
        forever, epochs: 3, verbose: .silent,
        callbacks: [LambdaCallback(onTrainBatchEnd: { batch, _ in if batch == 4 { model.stopTraining = true } })],
        stepsPerEpoch: 1000)
      expectNoThreads()
      #expect(made.withLock { $0 } <= 5 + 4, "no more is made ahead than the buffer holds")
      #expect(throws: Broken.self) {
        try model.fit(
          forever, verbose: .silent, callbacks: [LambdaCallback(onTrainBatchEnd: { _, _ in throw Broken() })],
          stepsPerEpoch: 10)
      }
      let nan = GeneratedDataset { Batch(x * Double.nan, y) }
      let error = #expect(throws: KeratinError.self) { try model.fit(nan, verbose: .silent, stepsPerEpoch: 3) }
      #expect(error?.kind == .nonFinite)
      #expect(throws: KeratinError.self) { try model.evaluate(nan, verbose: .silent, steps: 3) }
      expectNoThreads()
    }
  }

  @Test func batchesAreMadeWhileStepsRun() throws {
    try withSession {
      let model = try problem.makeModel()
      let (x, y) = (problem.x, problem.y)
      try model.fit(batches, verbose: .silent)
      let slow = GeneratedDataset(count: 20) { _ in
        Thread.sleep(forTimeInterval: 0.02)
        return Batch(x, y)
      }
      let start = ContinuousClock.now
      try model.fit(
        slow, verbose: .silent,
        callbacks: [LambdaCallback(onTrainBatchEnd: { _, _ in Thread.sleep(forTimeInterval: 0.02) })])
      // One after the other they take 0.8 s.
      #expect(ContinuousClock.now - start < .milliseconds(700))
    }
  }

  @Test func indexedDatasetsAreShuffledByBatches() throws {
    final class Indexed: IndexedDataset, @unchecked Sendable {
      let problem: SmallProblem
      var order: [Int] = []
      var ends = 0
      init(_ problem: SmallProblem) { self.problem = problem }
      var count: Int { 5 }
      func batch(at index: Int) -> Batch {
        order.append(index)
        return Batch(problem.x[index * 10..<index * 10 + 10], problem.y[index * 10..<index * 10 + 10])
      }
      func onEpochEnd() { ends += 1 }
    }
    try withSession {
      let model = try problem.makeModel()
      let data = Indexed(problem)
      try model.fit(data, epochs: 3, verbose: .silent)
      let epochs = stride(from: 0, to: 15, by: 5).map { Array(data.order[$0..<$0 + 5]) }
      #expect(data.order.count == 15 && epochs.allSatisfy { $0.sorted() == [0, 1, 2, 3, 4] })
      #expect(Set(epochs).count > 1)
      #expect(data.ends == 3)
      data.order = []
      try model.fit(data, epochs: 2, verbose: .silent, shuffle: false)
      #expect(data.order == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
      data.order = []
      _ = try model.predict(data, verbose: .silent)
      #expect(data.order == [0, 1, 2, 3, 4] && data.ends == 6)
    }
  }

  @Test func mistakesAreExplained() throws {
    try withSession {
      let model = try problem.makeModel()
      let (x, y) = (problem.x, problem.y)
      func error(_ body: () throws -> Void) -> KeratinError? { #expect(throws: KeratinError.self, performing: body) }
      let endless = GeneratedDataset { Batch(x, y) }
      #expect(
        error { try model.fit(endless, verbose: .silent) }?.expected == "stepsPerEpoch for a data set that never ends")
      #expect(error { try model.evaluate(endless, verbose: .silent) }?.operation == "evaluate")
      #expect(
        error { _ = try model.predict(endless, verbose: .silent) }?.expected == "steps for a data set that never ends")
      let empty = GeneratedDataset { { nil } }
      #expect(error { try model.fit(empty, verbose: .silent) }?.received == "a data set without elements")
      #expect(
        error { try model.fit(batches, verbose: .silent, validationData: empty) }?.operation == "fit's validation")
      let unlabelled = TensorDataset(x).batch(10)
      #expect(error { try model.fit(unlabelled, verbose: .silent) }?.kind == .data)
      #expect(try model.predict(unlabelled, verbose: .silent).shape == [50, 1])
      let wide = TensorDataset(Tensor.zeros([4, 7]), Tensor.zeros([4, 1])).batch(2)
      #expect(error { try model.fit(wide, verbose: .silent) }?.kind == .shape)
      let later = GeneratedDataset(count: 3) { Batch(Tensor.zeros([2, $0 < 2 ? 4 : 5]), Tensor.zeros([2, 1])) }
      #expect(error { try model.fit(later, verbose: .silent) }?.kind == .shape)
      let unbatched = TensorDataset(x, y)
      #expect(error { try model.fit(unbatched, verbose: .silent) } != nil)
      let crowded = TensorDataset(inputs: [x, x], targets: [y]).batch(10)
      #expect(error { try model.fit(crowded, verbose: .silent) }?.expected.hasPrefix("1 inputs") == true)
      let overweight = GeneratedDataset(count: 1) { _ in Batch(inputs: [x], targets: [y], sampleWeights: [y, y]) }
      #expect(error { try model.fit(overweight, verbose: .silent) }?.kind == .data)
      for (epochs, steps) in [(-1, 1), (1, 0)] {
        #expect(error { try model.fit(batches, epochs: epochs, verbose: .silent, stepsPerEpoch: steps) } != nil)
      }
      expectNoThreads()
    }
  }
}
