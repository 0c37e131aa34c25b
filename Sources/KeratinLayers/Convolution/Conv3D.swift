/// A convolution of volumes: y[o] = activation(Σ x[o·stride + k·dilation − padding]·w[k] + b), summed over the window's places k and the
/// channels of a filter's group.
///
/// Input `[batch, planes, rows, columns, channels]`, output `[batch, planes', rows', columns', filters]`, both with the channels first where `dataFormat` says so; w is
/// `[kernelSize…, channels / groups, filters]`, b `[filters]`.
public final class Conv3D: BaseConv {
  override class var spatialRank: Int { 3 }
}
