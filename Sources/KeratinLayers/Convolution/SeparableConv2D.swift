/// A convolution of each channel of images with kernels of its own, then one that mixes the channels at each place: with fewer
/// weights than ``Conv2D``.
///
/// Input `[batch, rows, columns, channels]`, output `[batch, rows', columns', filters]`, both with the channels first where `dataFormat` says so. Its
/// weights are `[kernelSize…, channels, depthMultiplier]` and `[1…, channels·depthMultiplier, filters]`, its bias `[filters]`.
/// Source: Chollet, "Xception: Deep Learning with Depthwise Separable Convolutions", CVPR 2017.
public final class SeparableConv2D: BaseSeparableConv {
  override class var spatialRank: Int { 2 }
}
