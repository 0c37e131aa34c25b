import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct InputTests {
  @Test func isAFunctionalTensorOfUnknownBatch() throws {
    let input = Input(shape: [28, 28, 1], name: "image")
    #expect(input.shape == [nil, 28, 28, 1] && input.elementType == .float32)
    let layer = try #require(input.symbolic?.call.callee as? InputLayer)
    #expect(
      layer.config == ["name": "image", "batch_shape": [nil, 28, 28, 1], "dtype": "float32", "sparse": false])
    #expect(Input(shape: [nil], batchSize: 4, elementType: .int32).type == TensorType([4, nil], .int32))
  }
}
