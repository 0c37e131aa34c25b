internal import KeratinGraph

/// The mean of each window of a sequence, channel by channel. Where a window reaches over the edge, it is that of the elements which are there.
///
/// Input `[batch, steps, channels]`, output `[batch, steps', channels]`, both with the channels first where `dataFormat` says so.
public final class AveragePooling1D: BasePooling {
  override class var spatialRank: Int { 1 }

  override func pooled(_ x: Tensor) -> Tensor { averagePool(x, size: poolSize, strides: strides, padding: padding) }
}
