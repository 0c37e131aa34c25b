import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct BatchNormalizationTests {
  private let x = Tensor([[1, 10], [3, 30]] as [[Float]])

  @Test func movesItsAveragesInTrainingOnly() throws {
    let layer = BatchNormalization(momentum: 0.5)
    _ = try layer(x).scalars(as: Float.self)
    #expect(try layer.movingMean.value.scalars(as: Float.self) == [0, 0])
    _ = try layer(x, training: true).scalars(as: Float.self)
    #expect(try layer.movingMean.value.scalars(as: Float.self) == [1, 10])
    #expect(try layer.movingVariance.value.scalars(as: Float.self) == [1, 50.5])
  }

  @Test func infersWhereItIsNotTrainable() throws {
    let layer = BatchNormalization(epsilon: 0)
    layer.isTrainable = false
    #expect(try layer(x, training: true).scalars(as: Float.self) == [1, 10, 3, 30])
    #expect(try layer.movingMean.value.scalars(as: Float.self) == [0, 0])
    #expect(layer.trainableVariables.isEmpty && layer.nonTrainableVariables.count == 4)
  }

  @Test func aPlanMovesTheAveragesWithEachRun() throws {
    let layer = BatchNormalization(momentum: 0.5)
    try layer.buildIfNeeded([x.shape])
    let trace = Trace()
    let program = try trace.run {
      let input = trace.input(x.type)
      return try Program(trace, outputs: [layer(input, training: true)])
    }
    let executor = Executor(try Plan(program))
    executor.bind(input: 0, to: try x.buffer())
    for expected: [Float] in [[1, 10], [1.5, 15]] {
      #expect(try executor.run())
      #expect(try layer.movingMean.value.scalars(as: Float.self) == expected)
    }
  }

  @Test func refusesWhatCannotBe() {
    #expect(BatchNormalization(momentum: 2)(x).error?.kind == .argument)
    #expect(BatchNormalization(axis: 2)(x).error?.kind == .argument)
    #expect(LayerNormalization(axes: [1, -1])(x).error?.kind == .argument)
    #expect(GroupNormalization(groups: 3)(x).error?.kind == .argument)
    #expect(GroupNormalization(axis: 0)(x).error?.kind == .argument)
  }
}
