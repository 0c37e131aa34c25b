internal import KeratinGraph

/// The largest element of each window of an image, channel by channel.
///
/// Input `[batch, rows, columns, channels]`, output `[batch, rows', columns', channels]`, both with the channels first where `dataFormat` says so.
public final class MaxPooling2D: BasePooling {
  override class var spatialRank: Int { 2 }

  override func pooled(_ x: Tensor) -> Tensor { maxPool(x, size: poolSize, strides: strides, padding: padding) }
}
