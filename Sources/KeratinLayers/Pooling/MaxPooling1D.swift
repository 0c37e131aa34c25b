internal import KeratinGraph

/// The largest element of each window of a sequence, channel by channel.
///
/// Input `[batch, steps, channels]`, output `[batch, steps', channels]`, both with the channels first where `dataFormat` says so.
public final class MaxPooling1D: BasePooling {
  override class var spatialRank: Int { 1 }

  override func pooled(_ x: Tensor) -> Tensor { maxPool(x, size: poolSize, strides: strides, padding: padding) }
}
