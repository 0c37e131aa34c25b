import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

@Suite struct ReshapingTests {
  @Test func findsTheExtentThatIsLeftOut() {
    #expect(Reshape([-1, 2])(Tensor.ones([5, 4, 3])).shape == [5, 6, 2])
    #expect(Reshape([nil, 2])(Tensor.ones([5, 4, 3])).shape == [5, 6, 2])
    #expect(Reshape([])(Tensor.ones([5, 1])).shape == [5])
    #expect(Reshape([2, 3])(Tensor.ones([0, 6])).shape == [0, 2, 3])
    #expect(Reshape([3, -1])(Tensor.ones([2, 0])).shape == [2, 3, 0])
    #expect(Reshape([-1, 4])(Input(shape: [nil, 2])).shape == [nil, nil, 4])
  }

  @Test func flattensSamples() {
    #expect(Flatten()(Tensor.ones([3])).shape == [3, 1])
    #expect(Flatten()(Tensor.ones([3, 0, 2])).shape == [3, 0])
    #expect(Flatten()(Input(shape: [2, 3])).shape == [nil, 6])
    #expect(Flatten(name: "f").config["data_format"] == "channels_last")
  }

  @Test func keepsTheElementType() {
    #expect(Flatten()(Tensor([[1, 2]] as [[Int32]])).elementType == .int32)
    #expect(Identity()(Tensor([true, false])).elementType == .bool)
  }

  @Test func refusesMarginsAndOrdersThatCannotBe() {
    let x = Tensor.ones([2, 3, 4])
    #expect(ZeroPadding1D(Margin(-1, 0))(x).error?.kind == .argument)
    #expect(Cropping1D(Margin(2, 1))(x).error?.kind == .shape)
    #expect(Cropping1D(Margin(-1, 1))(x).error?.kind == .argument)
    #expect(Permute([1, 1])(x).error?.kind == .argument)
    #expect(Permute([2, 1])(Tensor.ones([2, 3])).error?.kind == .shape)
    #expect(RepeatVector(0)(Tensor.ones([2, 3])).error?.kind == .argument)
    #expect(UpSampling1D(size: 0)(x).error?.kind == .argument)
  }
}
