internal import KeratinGraph
internal import KeratinKernels

/// How a layer writes the categories of a sample.
public enum OutputMode: String, Sendable, Hashable, CaseIterable {
  /// Indices as they are, int32.
  case int
  /// For each index a vector with 1 at the index.
  case oneHot = "one_hot"
  /// For each sample a vector with 1 at every index that it has.
  case multiHot = "multi_hot"
  /// For each sample how often it has each index.
  case count
  /// Counts, each times the weight of its index: log(1 + documents / (1 + documents with the token)).
  case tfIdf = "tf_idf"
}

extension Tensor {
  /// Indices, whose last axis is a sample's, as `mode` says; those outside 0..<depth leave no trace.
  ///
  /// One-hot vectors take the place of a last axis of extent 1 where there is another before it.
  func encoded(
    _ mode: OutputMode, depth: Int, weights: Tensor? = nil, elementType: ElementType
  ) -> Tensor {
    if mode == .int || error != nil { return cast(to: .int32) }
    let isSingle = mode == .oneHot && rank > 1 && shape[-1] == 1
    let vectors = Tensor.oneHot(isSingle ? squeezed(axis: -1) : self, depth: depth, elementType: elementType)
    switch mode {
    case .int, .oneHot: return vectors
    case .multiHot:
      return shape[-1] == 0 ? vectors.sum(axes: rank == 0 ? [] : [-2]) : vectors.max(axes: rank == 0 ? [] : [-2])
    case .count, .tfIdf:
      let counted = weights.map { vectors * $0.cast(to: elementType).expandingDimension(at: -1) } ?? vectors
      return counted.sum(axes: rank == 0 ? [] : [-2])
    }
  }
}
