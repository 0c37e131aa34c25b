internal import KeratinGraph

/// The mean of each window of a volume, channel by channel. Where a window reaches over the edge, it is that of the elements which are there.
///
/// Input `[batch, planes, rows, columns, channels]`, output `[batch, planes', rows', columns', channels]`, both with the channels first where `dataFormat` says so.
public final class AveragePooling3D: BasePooling {
  override class var spatialRank: Int { 3 }

  override func pooled(_ x: Tensor) -> Tensor { averagePool(x, size: poolSize, strides: strides, padding: padding) }
}
