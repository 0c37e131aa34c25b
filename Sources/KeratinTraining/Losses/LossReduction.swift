internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// How the losses of the samples of a batch become the loss of the batch.
public enum LossReduction: String, Sendable, Hashable, CaseIterable {
  /// The weighted sum divided by the number of entries: Keras's `sum_over_batch_size`.
  case sumOverBatchSize = "sum_over_batch_size"
  /// The same as `sumOverBatchSize`.
  case mean
  /// The weighted sum.
  case sum
  /// The weighted sum divided by the sum of the weights, as they were given; 0 if that is 0.
  case meanWithSampleWeight = "mean_with_sample_weight"
  /// None: the losses stay as they are.
  case none

  /// What Keras's files call it.
  var configValue: ConfigValue { self == .none ? .null : .string(rawValue) }

  /// The loss of the batch from those of the samples; 0 if there are none.
  ///
  /// Where masks are given, entries that one of them excludes are left out of sum and number alike.
  func reduced(_ values: Tensor, weights: Tensor?, masks: [Tensor]) throws -> Tensor {
    var factors = weights?.cast(to: values.elementType)
    if let mask = try commonMask(masks, of: values).map({ maskFactors($0.cast(to: values.elementType)) }) {
      factors = factors.map { multipliedAtLeadingAxes(mask, $0) } ?? mask
    }
    let values = try factors.map { try weighted(values, by: $0) } ?? values
    if self == .none || values.rank == 0 { return values }
    let sum = values.sum()
    let mean = sum / Double(max(values.count, 1))
    switch self {
    case .none, .sum: return sum
    case .meanWithSampleWeight: return factors.map { quotientOrZero(sum, $0.sum()) } ?? mean
    case .sumOverBatchSize, .mean: return mean
    }
  }

  /// Each entry times the weight of it or of its sample.
  private func weighted(_ values: Tensor, by weights: Tensor) throws -> Tensor {
    let (entries, factors) = matchingLeadingAxes(values, weights)
    // The loss of predictions of one axis has no axes left, and is multiplied by each weight, as in Keras.
    guard Shape.broadcast(factors.shape, entries.shape) == entries.shape || values.rank == 0 else {
      throw KeratinError(
        .shape, expected: "a weight for each sample, or for each entry of a loss of shape \(values.shape)",
        received: "weights of shape \(weights.shape)", operation: "sampleWeight")
    }
    return entries * factors
  }

  /// 1 for an entry that counts and 0 for another; for means so scaled that dividing by the number of all entries divides
  /// by the number of those that count.
  private func maskFactors(_ mask: Tensor) -> Tensor {
    guard self == .mean || self == .sumOverBatchSize else { return mask }
    return mask * quotientOrZero(Tensor(Double(mask.count), elementType: mask.elementType), mask.sum())
  }
}
