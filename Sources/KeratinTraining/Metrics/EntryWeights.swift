internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// Weights of samples, or of their entries, spread to the shape and element type of the values that they weigh.
func entryWeights(_ weights: Tensor, _ values: TensorType, metric: String) throws -> Tensor {
  if let error = weights.error { throw error }
  let rank = values.shape.rank
  var dimensions = weights.shape.dimensions
  while dimensions.count > rank, dimensions.last == 1 { dimensions.removeLast() }
  dimensions += [Int](repeating: 1, count: max(rank - dimensions.count, 0))
  let shape = Shape(dimensions)
  guard Shape.broadcast(shape, values.shape) == values.shape else {
    throw KeratinError(
      .shape, expected: "a weight for each sample, or for each entry of values of shape \(values.shape)",
      received: "weights of shape \(weights.shape)", operation: metric)
  }
  return weights.reshaped(to: shape).cast(to: values.elementType).broadcast(to: values.shape)
}
