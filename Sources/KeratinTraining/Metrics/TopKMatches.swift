internal import KeratinGraph
internal import KeratinKernels

/// Whether fewer than `k` classes have a larger prediction than the label's: for scores `[..., classes]` and labels `[...]`.
///
/// A label that is no class is never among the first; a score that is NaN is taken for the least.
func topKMatches(labels: Tensor, scores: Tensor, k: Int) -> Tensor {
  let isLabel = labels.expandingDimension(at: -1) .== Tensor.arange(scores.shape[-1])
  let chosen = which(isLabel, scores, Tensor(0, elementType: scores.elementType)).sum(axis: -1, keepDims: true)
  let least = Tensor(-.infinity, elementType: scores.elementType)
  let larger = (scores .> which(isNaN(chosen), least, chosen)).sum(axis: -1)
  return (larger .< Double(k)) .& isLabel.any(axes: [-1])
}
