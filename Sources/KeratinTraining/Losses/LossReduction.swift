internal import KeratinGraph
internal import KeratinKernels

/// How the losses of the samples of a batch become the loss of the batch.
public enum LossReduction: String, Sendable, Hashable {
  /// The weighted sum divided by the number of entries: Keras's `sum_over_batch_size`.
  case sumOverBatchSize = "sum_over_batch_size"
  /// The same as `sumOverBatchSize`.
  case mean
  /// The weighted sum.
  case sum
  /// The weighted sum divided by the sum of the weights.
  case meanWithSampleWeight = "mean_with_sample_weight"
  /// None: the losses stay as they are.
  case none

  func reduced(_ values: Tensor, weights: Tensor?) -> Tensor {
    switch self {
    case .none: return values
    case .sum: return values.sum()
    case .sumOverBatchSize, .mean: return values.mean()
    case .meanWithSampleWeight:
      guard let weights else { return values.mean() }
      return values.sum()
        / weights.aligned(withRankOf: values).broadcast(to: values.shape).cast(to: values.elementType).sum()
    }
  }
}

extension Tensor {
  /// The entries multiplied by weights, one for each entry of the leading axes.
  func weighted(by weights: Tensor?) throws -> Tensor {
    guard let weights else { return self }
    return self * weights.aligned(withRankOf: self).cast(to: elementType)
  }

  /// The tensor with axes of extent 1 appended, or taken from the end, until it has as many as `other`.
  func aligned(withRankOf other: Tensor) -> Tensor {
    var dimensions = shape.dimensions
    while dimensions.count > other.rank, dimensions.last == 1 { dimensions.removeLast() }
    while dimensions.count < other.rank { dimensions.append(1) }
    return reshaped(to: Shape(dimensions))
  }
}
