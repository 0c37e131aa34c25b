import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct LossesOfCallsTests {
  private let x = Tensor([[1, 2], [3, 4]] as [[Float]])

  private func losses(training: Bool = true, _ body: () -> Void) throws -> [Float] {
    let context = CallContext(isTraining: training)
    context.run(body)
    return try context.losses.map { try $0.scalar() }
  }

  @Test func penaltiesOnResultsAreDividedByTheBatchSize() throws {
    let layer = Dense(2, kernelInitializer: .identity, activityRegularizer: .l2(0.5))
    // 0.5·(1 + 4 + 9 + 16) / 2, in each mode.
    #expect(try losses { _ = layer(x) } == [7.5])
    #expect(try losses(training: false) { _ = layer(x) } == [7.5])
    #expect(layer.config["activity_regularizer"] == Regularizers.L2(0.5).serialized)
    #expect(Dense(2).config["activity_regularizer"] == nil)
    let empty = try losses { _ = layer(Tensor.ones([0, 2])) }
    #expect(empty == [0])
  }

  @Test func lossesOfLayersInsideAndOfOtherModesAreCollected() throws {
    final class Adding: Layer {
      let inner = Dense(2, kernelInitializer: .identity, activityRegularizer: .l1(1))
      override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
        context.addLoss(x.sum())
        return inner(inner(x), training: false)
      }
    }
    #expect(try losses { _ = Adding()(x) } == [10, 5, 5])
  }

  @Test func aPenaltyThatCannotBeCarriesItsError() throws {
    let layer = Dense(2, activityRegularizer: .l2(-1))
    #expect(throws: KeratinError.self) { try losses { _ = layer(x) } }
  }
}
