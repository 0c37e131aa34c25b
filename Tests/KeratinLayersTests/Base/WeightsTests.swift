import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct WeightsTests {
  private func built(_ layer: Dense) throws -> Dense {
    try layer.buildIfNeeded([[nil, 3]])
    return layer
  }

  @Test func keepTheirOrderNamesAndShapes() throws {
    let layer = try built(Dense(4, name: "d"))
    #expect(layer.weights.map(\.path) == ["d/kernel", "d/bias"])
    #expect(layer.weights.map(\.shape) == [[3, 4], [4]])
    #expect(layer.parameterCount == 16 && layer.buildShapes == [[nil, 3]])
    #expect(try built(Dense(4, useBias: false)).weights.map(\.name) == ["kernel"])
  }

  @Test func variablesThatAreNotTrainedComeLast() throws {
    final class Moving: Layer {
      let mean = Variable("mean", initializer: .zeros, isTrainable: false)
      let scale = Variable("scale", initializer: .ones)
      override func build(_ input: Shape) throws {
        add(mean, shape: [2])
        add(scale, shape: [2])
      }
    }
    let layer = Moving(name: "m")
    try layer.buildIfNeeded([[nil, 2]])
    #expect(layer.ownVariables.map(\.name) == ["mean", "scale"])
    #expect(layer.weights.map(\.name) == ["scale", "mean"])
    #expect(layer.trainableVariables.map(\.name) == ["scale"])
    #expect(layer.nonTrainableVariables.map(\.name) == ["mean"])
  }

  @Test func aLayerThatIsNotTrainableHasNoneToTrain() throws {
    let block = Block(4)
    _ = block(Tensor.ones([2, 3]))
    #expect(block.trainableVariables.count == 4)
    block.first.isTrainable = false
    #expect(block.trainableVariables.map(\.path) == ["second/kernel", "second/bias"])
    #expect(block.nonTrainableVariables.map(\.path) == ["first/kernel", "first/bias", "drop/counter"])
    block.isTrainable = false
    #expect(block.trainableVariables.isEmpty && block.weights.count == 4)
    block.isTrainable = true
    block.first.isTrainable = true
    #expect(block.trainableVariables.count == 4)
  }

  @Test func areReadAndSet() throws {
    let layer = try built(Dense(2))
    let values = [Tensor([[1, 2], [3, 4], [5, 6]] as [[Double]]), Tensor([7, 8] as [Int32])]
    let before = layer.getWeights()
    try layer.setWeights(values)
    #expect(try layer.getWeights()[0].scalars(as: Float.self) == [1, 2, 3, 4, 5, 6])
    #expect(try layer.getWeights()[1].scalars(as: Float.self) == [7, 8])
    #expect(layer.getWeights().allSatisfy { $0.elementType == .float32 })
    try layer.setWeights(before)
    #expect(try layer.kernel.value.scalars(as: Float.self) == before[0].scalars(as: Float.self))
  }

  @Test func aSnapshotDoesNotChange() throws {
    let layer = try built(Dense(1, kernelInitializer: .ones))
    let snapshot = layer.getWeights()
    try layer.kernel.assign(Tensor.zeros([3, 1]))
    #expect(try snapshot[0].scalars(as: Float.self) == [1, 1, 1])
  }

  @Test func areUnchangedWhereSettingThemFails() throws {
    let layer = try built(Dense(2))
    let before = try layer.getWeights().map { try $0.scalars(as: Float.self) }
    let kernel = Tensor.ones([3, 2])
    let failing = kernel + Tensor.ones([4])
    for values in [
      [kernel], [kernel, Tensor.ones([3])], [kernel, Tensor(failing: failing.error!, TensorType([2]))],
      [kernel, Input(shape: [], batchSize: 2)], [failing, Tensor.ones([2])],
    ] {
      #expect(throws: KeratinError.self) { try layer.setWeights(values) }
      #expect(try layer.getWeights().map { try $0.scalars(as: Float.self) } == before)
    }
  }

  @Test func aBuildThatFailsLeavesNothing() throws {
    final class Fussy: Layer {
      let weight = Variable("weight", initializer: .ones)
      let other = Variable("other", initializer: .identity)
      var shape: Shape = [2]
      override func build(_ input: Shape) throws {
        add(weight, shape: [2])
        add(other, shape: shape)
        inputSpec = InputSpec(axes: [-1: 99])
      }
    }
    let layer = Fussy()
    #expect(layer(Tensor.ones([1, 2])).error != nil)
    #expect(!layer.isBuilt && layer.variables.isEmpty && layer.inputSpec == nil)
    layer.shape = [2, 2]
    try layer.buildIfNeeded([[nil, 2]])
    #expect(layer.isBuilt && layer.variables.count == 2)
  }

  @Test func ofTwoLayersMayBeOneVariable() throws {
    final class Tied: Layer {
      let dense = Dense(3, useBias: false, name: "dense")
      let back: Back
      override init(name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
        back = Back(dense)
        super.init(name: name, isTrainable: isTrainable, elementType: elementType)
      }
      override func call(_ x: Tensor, _ context: CallContext) -> Tensor { back(dense(x)) }
    }
    final class Back: Layer {
      let dense: Dense
      init(_ dense: Dense) {
        self.dense = dense
        super.init()
      }
      override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
        x.matmul(dense.kernel.value, transposeB: true)
      }
    }
    let layer = Tied()
    _ = layer(Tensor.ones([2, 3]))
    #expect(layer.variables.count == 1 && layer.weights.count == 1)
  }
}
