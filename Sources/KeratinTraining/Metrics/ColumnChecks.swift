internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// Throws unless predictions have two axes, samples and columns.
func requireColumns(_ predictions: Shape, metric: String) throws {
  guard predictions.rank != 2 else { return }
  throw KeratinError(
    .shape, expected: "predictions with two axes, samples and columns", received: "predictions of shape \(predictions)",
    operation: metric)
}
