import Foundation
import Keratin
import KeratinTestSupport
import Synchronization
import Testing

/// The snapshot for serving, against the model that it was made of.
@Suite struct PredictorTests {
  private func bits(_ tensor: Tensor) throws -> [UInt32] { try tensor.scalars(as: Float.self).map(\.bitPattern) }

  /// Two inputs, two outputs, of layers that keep state while they are called.
  private func branched() throws -> Model {
    let words = Input(shape: [5, 3], name: "words")
    let facts = Input(shape: [4], name: "facts")
    let read = GRU(6, dropout: 0.1)(words)
    let joined = Concatenate()([read, Dense(7, activation: .relu)(facts)])
    let mixed = Dropout(0.3)(BatchNormalization()(joined))
    let model = Model(
      inputs: [words, facts],
      outputs: [Dense(3, activation: .softmax, name: "kind")(mixed), Dense(1, name: "size")(mixed)])
    try model.compile(
      optimizer: .adam(learningRate: 0.01),
      loss: ["kind": .sparseCategoricalCrossentropy(), "size": .meanSquaredError])
    return model
  }

  private struct Sample: Sendable {
    let inputs: [Tensor]
    let results: [[UInt32]]
  }

  @Test func sixteenTasksSeeTheSnapshotWhileTheModelTrainsOn() async throws {
    let model = try branched()
    func inputs(_ count: Int, seed: UInt64) -> [Tensor] {
      [Tensor.randomUniform([count, 5, 3], seed: seed), Tensor.randomUniform([count, 4], seed: seed + 1)]
    }
    let data = inputs(64, seed: 1)
    let targets: [Tensor] = [Tensor((0..<64).map { Int32($0 % 3) }), Tensor.randomUniform([64, 1], seed: 9)]
    try model.fit(data, targets, epochs: 2, verbose: .silent)
    // Sizes below, at and beyond a batch.
    let samples = try [1, 2, 7, 32, 33, 70].map { count in
      let x = inputs(count, seed: UInt64(100 + count))
      return Sample(inputs: x, results: try model.predictAll(x, verbose: .silent).map(bits))
    }
    let predictor = try model.predictor()
    let wrong = Mutex(0)
    let calls = Mutex(0)
    let before = try model.predictAll(samples[3].inputs, verbose: .silent).map(bits)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<16 {
        group.addTask {
          for call in 0..<30 {
            let sample = samples[(task + call) % samples.count]
            let results = try predictor.predictAll(sample.inputs).map {
              try $0.scalars(as: Float.self).map(\.bitPattern)
            }
            if results != sample.results { wrong.withLock { $0 += 1 } }
            calls.withLock { $0 += 1 }
          }
        }
      }
      try model.fit(data, targets, batchSize: 8, epochs: 6, verbose: .silent)
      try await group.waitForAll()
    }
    #expect(wrong.withLock { $0 } == 0)
    #expect(calls.withLock { $0 } == 480)
    #expect(try model.predictAll(samples[3].inputs, verbose: .silent).map(bits) != before, "the model has trained")
    #expect(try predictor.predictAll(samples[3].inputs).map(bits) == samples[3].results)
  }

  @Test func inputsAndOutputsHaveNames() throws {
    let model = try branched()
    let predictor = try model.predictor()
    #expect(predictor.inputNames == ["words", "facts"] && predictor.outputNames == ["kind", "size"])
    let (words, facts) = (Tensor.randomUniform([3, 5, 3], seed: 1), Tensor.randomUniform([3, 4], seed: 2))
    let ordered = try predictor.predictAll([words, facts]).map(bits)
    let named = try predictor.predictByName(["facts": facts, "words": words])
    #expect(named.keys.sorted() == ["kind", "size"])
    #expect(try bits(named["kind"] ?? words) == ordered[0] && bits(named["size"] ?? words) == ordered[1])
    #expect(try bits(predictor.predict([words, facts])) == ordered[0])
  }

  @Test(arguments: Backends.all.map(\.name)) func thousandsOfShapes(backend: String) throws {
    try Backends.with(Backends.named(backend)) {
      let input = Input(shape: [nil, 3])
      let model = Model(
        inputs: input, outputs: Dense(2)(GlobalAveragePooling1D()(Conv1D(4, kernelSize: 2, padding: .same)(input))))
      let predictor = try model.predictor()
      for number in 0..<(backend == "naive" ? 60 : 400) {
        let x = Tensor.randomUniform([1 + number % 9, 1 + number % 23, 3], seed: UInt64(number))
        let result = try predictor.predict(x)
        if number.isMultiple(of: 20) { #expect(try bits(result) == bits(model.predict(x, verbose: .silent))) }
      }
    }
  }

  @Test func stateBeginsEachCallAsItWas() throws {
    let input = Input(shape: [4, 2], batchSize: 3)
    let model = Model(inputs: input, outputs: LSTM(3, stateful: true)(input))
    let x = Tensor.randomUniform([3, 4, 2], seed: 4)
    let predictor = try model.predictor()
    let first = try bits(predictor.predict(x))
    #expect(try bits(predictor.predict(x)) == first)
    #expect(try bits(model.predict(x, verbose: .silent)) == first)
    #expect(try bits(model.predict(x, verbose: .silent)) != first)
  }

  @Test func whatDoesNotFitIsTold() throws {
    let predictor = try SmallProblem().makeModel().predictor()
    func complaint(_ body: () throws -> Tensor) -> String {
      #expect(throws: KeratinError.self) { try body() }?.description ?? ""
    }
    #expect(complaint { try predictor.predict(Tensor.zeros([2, 5])) }.contains("[nil, 4]"))
    #expect(complaint { try predictor.predict(Tensor.zeros([4])) }.contains("a batch axis in front"))
    #expect(complaint { try predictor.predict(Tensor(1)) }.contains("a first axis that counts at least one sample"))
    #expect(complaint { try predictor.predict(Tensor.zeros([0, 4])) }.contains("at least one sample"))
    #expect(complaint { try predictor.predict(Input(shape: [4])) }.contains("predict"))
    #expect(
      complaint { try predictor.predict(Tensor.zeros([2, 4]), batchSize: 0) }.contains("batchSize of at least 1"))
    let two = [Tensor.zeros([2, 4]), Tensor.zeros([2, 4])]
    #expect(complaint { try predictor.predict(two) }.contains("2 tensors"))
    #expect(complaint { try predictor.predict(["other": two[0]]) }.contains("'other'"))
    // It serves on after mistakes.
    #expect(try predictor.predict(Tensor.zeros([2, 4])).shape == [2, 1])
    #expect(throws: KeratinError.self) { try Sequential { Dense(2) }.predictor() }
  }
}
