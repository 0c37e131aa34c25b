internal import KeratinGraph

/// The mean of each window of an image, channel by channel. Where a window reaches over the edge, it is that of the elements which are there.
///
/// Input `[batch, rows, columns, channels]`, output `[batch, rows', columns', channels]`, both with the channels first where `dataFormat` says so.
public final class AveragePooling2D: BasePooling {
  override class var spatialRank: Int { 2 }

  override func pooled(_ x: Tensor) -> Tensor { averagePool(x, size: poolSize, strides: strides, padding: padding) }
}
