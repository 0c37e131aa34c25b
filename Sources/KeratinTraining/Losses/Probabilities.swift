internal import KeratinGraph

/// Probabilities kept within 1e-7 of 0 and 1, Keras's `epsilon`, so that their logarithms are finite. The gradient outside is 0.
func clippedProbabilities(_ p: Tensor) -> Tensor { minimum(maximum(p, 1e-7), 1 - 1e-7) }
