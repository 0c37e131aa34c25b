import Keratin
import Testing

/// What a model says of itself.
struct InspectionTests {
  @Test func layersShapesAndWeights() throws {
    let model = Sequential {
      Input(shape: [4])
      Dense(3, name: "first")
      BatchNormalization(name: "second")
      Dropout(0.5)
    }
    #expect(try model.getLayer(name: "second") === model.getLayer(index: 1))
    #expect(throws: KeratinError.self) { try model.getLayer(index: 3) }
    #expect(throws: KeratinError.self) { try model.getLayer(index: -1) }
    #expect(throws: KeratinError.self) { try model.getLayer(name: "third") }
    #expect(model.inputShape == [nil, 4] && model.outputShape == [nil, 3])
    #expect(model.trainableWeights.map(\.name) == ["kernel", "bias", "gamma", "beta"])
    #expect(model.nonTrainableWeights.map(\.name) == ["moving_mean", "moving_variance"])
    #expect(try model.countParams() == 27)
    #expect(throws: KeratinError.self) { try Sequential([Dense(2)]).countParams() }
    let x = Tensor([[1, 2, 3, 4], [0, -1, 2, 0.5]])
    let (one, all) = try (model.predictOnBatch(x), model.predict(x, verbose: .silent))
    #expect(try one.scalars(as: Float.self) == all.scalars(as: Float.self))
  }

  @Test func aLossAddedInACallCounts() throws {
    final class Penalized: Layer {
      override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
        addLoss(Tensor(2.5))
        return x
      }
    }
    let model = Sequential([Penalized()])
    try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
    #expect(try model.evaluate(Tensor([[1]]), Tensor([[1]]), verbose: .silent).loss == 2.5)
  }
}
