import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTraining
import Testing

/// What callbacks change for a while is put back where `fit`, `evaluate` or `predict` ends by an error.
@Suite struct ErrorTests {
  private struct Failure: Error {}

  private final class Failing: Callback {
    var heard: [String] = []
    override func onTestBatchEnd(_ batch: Int, _ logs: Logs) throws { throw Failure() }
    override func onPredictBatchEnd(_ batch: Int) throws { throw Failure() }
    override func onError(_ error: any Error) { heard.append("\(error)") }
  }

  private func model(useEMA: Bool = true) throws -> Model {
    let model = Sequential {
      Input(shape: [2])
      Dense(1)
    }
    let optimizer = SGD(learningRate: 0.5, useEMA: useEMA, emaMomentum: 0.5)
    try model.compile(optimizer: optimizer, loss: .meanSquaredError)
    return model
  }

  @Test func weightsComeBackWhereEvaluationFails() throws {
    setRandomSeed(3)
    let (x, y) = (Tensor([[1, 2], [3, 4]]), Tensor([[1], [0]]))
    let model = try model()
    try model.fit(x, y, epochs: 2, verbose: .silent)
    let before = try model.getWeights().map { try $0.scalars(as: Float.self) }
    let (averages, failing) = (SwapEMAWeights(), Failing())
    #expect(throws: Failure.self) { try model.evaluate(x, y, verbose: .silent, callbacks: [averages, failing]) }
    #expect(try model.getWeights().map { try $0.scalars(as: Float.self) } == before)
    #expect(throws: Failure.self) { try model.predict(x, verbose: .silent, callbacks: [averages, failing]) }
    #expect(try model.getWeights().map { try $0.scalars(as: Float.self) } == before)
    #expect(failing.heard.count == 2)
    // In the midst of fit, after an epoch of validation.
    #expect(throws: Failure.self) {
      try model.fit(
        x, y, epochs: 1, verbose: .silent, callbacks: [averages, failing], validationData: (x, y))
    }
    let after = try model.getWeights().map { try $0.scalars(as: Float.self) }
    let twin = try self.model()
    try twin.setWeights(model.getWeights())
    let scores = try (model.evaluate(x, y, verbose: .silent).loss, twin.evaluate(x, y, verbose: .silent).loss)
    #expect(after != before && scores.0 == scores.1 && failing.heard.count == 3)
  }

  @Test func closuresHearOfBeginnings() throws {
    var heard: [String] = []
    let callback = LambdaCallback(
      onTrainBegin: { heard.append("train") }, onEpochBegin: { heard.append("epoch \($0)") },
      onTrainBatchBegin: { heard.append("batch \($0)") })
    try model().fit(
      Tensor.ones([4, 2]), Tensor.ones([4, 1]), batchSize: 2, epochs: 2, verbose: .silent, callbacks: [callback])
    #expect(heard == ["train", "epoch 0", "batch 0", "batch 1", "epoch 1", "batch 0", "batch 1"])
  }

  @Test func stepsBoundWhatIsTaken() throws {
    let model = try model(useEMA: false)
    let (x, y) = (Tensor([[1, 0], [0, 1], [5, 5]]), Tensor([[0], [0], [0]]))
    #expect(try model.predict(x, batchSize: 1, verbose: .silent, steps: 2).shape == [2, 1])
    let two = try model.evaluate(x[0..<2], y[0..<2], batchSize: 1, verbose: .silent).loss
    #expect(try model.evaluate(x, y, batchSize: 1, verbose: .silent, steps: 2).loss == two)
    let history = try model.fit(
      x, y, batchSize: 1, verbose: .silent, validationData: (x, y), validationSteps: 2)
    #expect(history["val_loss"] == [try model.evaluate(x[0..<2], y[0..<2], batchSize: 1, verbose: .silent).loss])
    #expect(throws: KeratinError.self) { try model.predict(x, verbose: .silent, steps: 0) }
    #expect(throws: KeratinError.self) { try model.evaluate(x, y, verbose: .silent, steps: 0) }
    #expect(throws: KeratinError.self) { try model.fit(x, y, verbose: .silent, validationSteps: 0) }
  }

  @Test func anEmbeddingBeginsWithGivenWeights() throws {
    let table = Tensor([[1, 2], [3, 4], [5, 6]])
    let rows: [Float] = try Embedding(3, 2, weights: table)(Tensor([2, 0] as [Int32])).scalars()
    #expect(rows == [5, 6, 1, 2])
    let error = Embedding(3, 3, weights: table)(Tensor([2] as [Int32])).error
    #expect(error?.received.contains("[3, 2]") == true)
  }
}
