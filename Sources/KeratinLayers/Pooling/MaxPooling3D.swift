internal import KeratinGraph

/// The largest element of each window of a volume, channel by channel.
///
/// Input `[batch, planes, rows, columns, channels]`, output `[batch, planes', rows', columns', channels]`, both with the channels first where `dataFormat` says so.
public final class MaxPooling3D: BasePooling {
  override class var spatialRank: Int { 3 }

  override func pooled(_ x: Tensor) -> Tensor { maxPool(x, size: poolSize, strides: strides, padding: padding) }
}
