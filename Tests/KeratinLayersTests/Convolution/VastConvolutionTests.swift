import KeratinGraph
import KeratinKernels
import KeratinLayers
import Testing

/// Sizes whose products are no numbers are errors, not traps.
@Suite struct VastConvolutionTests {
  static let vast = Int.max / 2 + 1

  @Test func saySo() {
    let image = Tensor.ones([1, 4, 4, 2])
    let layers: [Layer] = [
      Conv2D(Self.vast, kernelSize: 3), Conv2D(3, kernelSize: Self.vast, padding: .same),
      Conv2D(3, kernelSize: 3, strides: Self.vast), Conv2D(3, kernelSize: 3, padding: .same, dilationRate: Self.vast),
      Conv2DTranspose(3, kernelSize: 2, strides: Self.vast), Conv2DTranspose(Self.vast, kernelSize: 2),
      Conv2DTranspose(3, kernelSize: 2, strides: 1 << 31 - 1),
      DepthwiseConv2D(kernelSize: 2, depthMultiplier: Self.vast),
      SeparableConv2D(3, kernelSize: 2, depthMultiplier: Self.vast), SeparableConv2D(Self.vast, kernelSize: 2),
      MaxPooling2D(poolSize: Self.vast, padding: .same), AveragePooling2D(poolSize: 2, strides: Self.vast),
    ]
    for layer in layers { #expect(layer(image).error != nil, "\(type(of: layer))") }
  }

  @Test func takeNumbersFromVariables() {
    let (size, sizes) = (3, [3, 2])
    #expect(Conv2D(1, kernelSize: size)(Tensor.ones([1, 4, 4, 1])).shape == [1, 2, 2, 1])
    #expect(Conv2D(1, kernelSize: sizes)(Tensor.ones([1, 4, 4, 1])).shape == [1, 2, 3, 1])
    #expect(MaxPooling2D(poolSize: [1, size], strides: 1)(Tensor.ones([1, 4, 4, 1])).shape == [1, 4, 2, 1])
    #expect(Conv2D(8, kernelSize: 3, padding: .same)(Input(shape: [nil, nil, 3])).shape == [nil, nil, nil, 8])
  }
}
