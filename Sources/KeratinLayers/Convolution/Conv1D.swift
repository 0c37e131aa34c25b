/// A convolution of sequences: y[o] = activation(Σ x[o·stride + k·dilation − padding]·w[k] + b), summed over the window's places k and the
/// channels of a filter's group.
///
/// Input `[batch, steps, channels]`, output `[batch, steps', filters]`, both with the channels first where `dataFormat` says so; w is
/// `[kernelSize…, channels / groups, filters]`, b `[filters]`.
/// With padding `.causal` no result sees a step after its own.
public final class Conv1D: BaseConv {
  override class var spatialRank: Int { 1 }
}
