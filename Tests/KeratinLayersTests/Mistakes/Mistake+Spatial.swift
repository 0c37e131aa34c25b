import KeratinGraph
import KeratinKernels
import KeratinLayers

extension Mistake {
  static let spatial = [
    Mistake("no filters", "c: expected filters to be at least 1. Received: 0.") {
      Conv2D(0, kernelSize: 3, name: "c")(ones([1, 5, 5, 1]))
    },
    Mistake("a window without elements", "c: expected kernelSize to be at least 1 along each axis. Received: [3, 0].") {
      Conv2D(2, kernelSize: [3, 0], name: "c")(ones([1, 5, 5, 1]))
    },
    Mistake("a stride of 0", "c: expected strides to be at least 1 along each axis. Received: [0, 0].") {
      Conv2D(2, kernelSize: 3, strides: 0, name: "c")(ones([1, 5, 5, 1]))
    },
    Mistake("a dilation of 0", "c: expected dilationRate to be at least 1 along each axis. Received: [0].") {
      Conv1D(2, kernelSize: 3, dilationRate: 0, name: "c")(ones([1, 5, 1]))
    },
    Mistake(
      "strides and dilation",
      "c: expected strides above 1 or a dilationRate above 1, not both. "
        + "Received: strides [2, 2] and dilationRate [1, 2]."
    ) { Conv2D(2, kernelSize: 3, strides: 2, dilationRate: [1, 2], name: "c")(ones([1, 9, 9, 1])) },
    Mistake("more numbers than axes", "c: expected one or 2 numbers for kernelSize. Received: [3, 3, 3].") {
      Conv2D(2, kernelSize: [3, 3, 3], name: "c")(ones([1, 5, 5, 1]))
    },
    Mistake("two numbers for one axis", "c: expected one number for kernelSize. Received: [3, 3].") {
      Conv1D(2, kernelSize: [3, 3], name: "c")(ones([1, 5, 1]))
    },
    Mistake(
      "a filter larger than the image",
      "convolve in c: expected spatial axes at least as long as the window [6, 3]. Received: spatial extents [5, 5]. "
        + "Try: padding: .same, or a smaller window."
    ) { Conv2D(2, kernelSize: [6, 3], name: "c")(Input(shape: [5, 5, 1])) },
    Mistake(
      "a sequence of length 0",
      "convolve in c: expected spatial axes at least as long as the window [2]. Received: spatial extents [0]. "
        + "Try: padding: .same, or a smaller window."
    ) { Conv1D(2, kernelSize: 2, name: "c")(ones([3, 0, 1])) },
    Mistake(
      "groups that do not divide the channels",
      "c: expected groups to divide the 3 channels and the 4 filters. Received: 2."
    ) { Conv2D(4, kernelSize: 3, groups: 2, name: "c")(ones([1, 5, 5, 3])) },
    Mistake(
      "groups that do not divide the filters",
      "c: expected groups to divide the 2 channels and the 3 filters. Received: 2."
    ) { Conv2D(3, kernelSize: 3, groups: 2, name: "c")(ones([1, 5, 5, 2])) },
    Mistake("no groups", "c: expected groups to be at least 1. Received: 0.") {
      Conv2D(3, kernelSize: 3, groups: 0, name: "c")(ones([1, 5, 5, 2]))
    },
    Mistake(
      "an image without channels",
      "c: expected an input with 4 axes, batch included. Received: shape [nil, 5, 5]."
    ) { Conv2D(3, kernelSize: 3, name: "c")(Input(shape: [5, 5])) },
    Mistake(
      "channels that are not known",
      "c: expected an input with a known number of channels, at least 1, on axis -1. Received: shape [nil, 5, 5, nil]. "
        + "Try: a last axis for the channels, or dataFormat: .channelsFirst."
    ) { Conv2D(3, kernelSize: 3, name: "c")(Input(shape: [5, 5, nil])) },
    Mistake(
      "other channels than when it was built",
      "c: expected an input whose axis 1 has extent 2, as when the layer was built. Received: shape [1, 3, 5, 5]."
    ) {
      let layer = Conv2D(3, kernelSize: 3, dataFormat: .channelsFirst, name: "c")
      _ = layer(ones([1, 2, 5, 5]))
      return layer(ones([1, 3, 5, 5]))
    },
    Mistake(
      "causal padding of images", "c: expected padding .valid or .same. Received: causal. Try: Conv1D, which has it."
    ) { Conv2D(3, kernelSize: 3, padding: .causal, name: "c")(ones([1, 5, 5, 2])) },
    Mistake(
      "causal padding of a separable convolution",
      "c: expected padding .valid or .same. Received: causal. Try: Conv1D, which has it."
    ) { SeparableConv1D(3, kernelSize: 3, padding: .causal, name: "c")(ones([1, 5, 2])) },
    Mistake(
      "an output padding as long as the stride",
      "c: expected outputPadding to be less than the stride of its axis. "
        + "Received: outputPadding [2, 2] with strides [2, 2]."
    ) { Conv2DTranspose(3, kernelSize: 3, strides: 2, outputPadding: 2, name: "c")(ones([1, 5, 5, 2])) },
    Mistake("a negative output padding", "c: expected outputPadding to be at least 0 along each axis. Received: [-1].")
    {
      Conv1DTranspose(3, kernelSize: 3, strides: 2, outputPadding: -1, name: "c")(ones([1, 5, 2]))
    },
    Mistake("no kernels for a channel", "c: expected depthMultiplier to be at least 1. Received: 0.") {
      DepthwiseConv2D(kernelSize: 3, depthMultiplier: 0, name: "c")(ones([1, 5, 5, 2]))
    },
    Mistake(
      "a window larger than the image",
      "maxPool in p: expected spatial axes at least as long as the window [2, 2]. Received: spatial extents [1, 4]. "
        + "Try: padding: .same, or a smaller window."
    ) { MaxPooling2D(name: "p")(ones([1, 1, 4, 2])) },
    Mistake("a pooling stride of 0", "p: expected strides to be at least 1 along each axis. Received: [0, 0].") {
      AveragePooling2D(poolSize: 2, strides: 0, name: "p")(ones([1, 4, 4, 2]))
    },
    Mistake("pooling of nothing", "p: expected poolSize to be at least 1 along each axis. Received: [0].") {
      MaxPooling1D(poolSize: 0, name: "p")(ones([1, 4, 2]))
    },
    Mistake("causal pooling", "p: expected padding .valid or .same. Received: causal. Try: Conv1D, which has it.") {
      MaxPooling1D(padding: .causal, name: "p")(ones([1, 4, 2]))
    },
    Mistake(
      "pooling of the wrong rank", "p: expected an input with 5 axes, batch included. Received: shape [nil, 4, 4, 2]."
    ) {
      MaxPooling3D(name: "p")(Input(shape: [4, 4, 2]))
    },
    Mistake("images of no size", "r: expected a height and a width of 1 to 1048576. Received: 0 and 5.") {
      Resizing(height: 0, width: 5, name: "r")(ones([1, 4, 4, 2]))
    },
    Mistake("images of a vast size", "r: expected a height and a width of 1 to 1048576. Received: 5 and \(Int.max).") {
      CenterCrop(height: 5, width: Int.max, name: "r")(ones([1, 4, 4, 2]))
    },
    Mistake(
      "cropping and padding at once", "r: expected one of cropToAspectRatio and padToAspectRatio. Received: both."
    ) {
      Resizing(height: 5, width: 5, cropToAspectRatio: true, padToAspectRatio: true, name: "r")(ones([1, 4, 4, 2]))
    },
    Mistake("images without pixels", "r: expected images of at least one pixel. Received: shape [1, 0, 4, 2].") {
      Resizing(height: 5, width: 5, name: "r")(ones([1, 0, 4, 2]))
    },
    Mistake(
      "an image without a batch", "r: expected an input with 4 axes, batch included. Received: shape [nil, 4, 2]."
    ) {
      CenterCrop(height: 2, width: 2, name: "r")(ones([4, 4, 2]))
    },
  ]
}
