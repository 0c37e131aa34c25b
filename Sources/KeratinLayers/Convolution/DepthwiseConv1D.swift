/// A convolution of each channel of sequences with kernels of its own: result c·depthMultiplier + m is that of channel c with its
/// kernel m, y[o] = activation(Σ x[o·stride + k·dilation − padding]·w[k] + b).
///
/// Input `[batch, steps, channels]`, output `[batch, steps', channels·depthMultiplier]`, both with the channels first where `dataFormat`
/// says so; w is `[kernelSize…, channels, depthMultiplier]`, b `[channels·depthMultiplier]`.
public final class DepthwiseConv1D: BaseDepthwiseConv {
  override class var spatialRank: Int { 1 }
}
