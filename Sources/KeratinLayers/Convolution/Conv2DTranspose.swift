/// A transposed convolution of images: each element is spread over the places of a window, times w, and what falls on one place is
/// added up: activation(Σ x[o]·w[k] + b) at o·stride + k·dilation − padding.
///
/// This is what the gradient of ``Conv2D`` does, from result to input. Input `[batch, rows, columns, channels]`, output `[batch, rows', columns', filters]`, both
/// with the channels first where `dataFormat` says so; w is `[kernelSize…, filters, channels]`, b `[filters]`.
public final class Conv2DTranspose: BaseConvTranspose {
  override class var spatialRank: Int { 2 }
}
