/// A transposed convolution of sequences: each element is spread over the places of a window, times w, and what falls on one place is
/// added up: activation(Σ x[o]·w[k] + b) at o·stride + k·dilation − padding.
///
/// This is what the gradient of ``Conv1D`` does, from result to input. Input `[batch, steps, channels]`, output `[batch, steps', filters]`, both
/// with the channels first where `dataFormat` says so; w is `[kernelSize…, filters, channels]`, b `[filters]`.
public final class Conv1DTranspose: BaseConvTranspose {
  override class var spatialRank: Int { 1 }
}
