internal import KeratinGraph

/// x / √Σx² with sums over `axes`; where that is below `epsilon`, x / `epsilon`.
func unitLength(_ x: Tensor, axes: [Int], epsilon: Double) -> Tensor {
  let squares = square(x).sum(axes: axes, keepDims: true)
  // Where the factor is fixed the square root must not be differentiated: at 0 it has no derivative.
  let isShort = squares .< epsilon * epsilon
  let inverse = rsqrt(which(isShort, Tensor.ones(like: squares), squares))
  return x * which(isShort, Tensor.zeros(like: squares) + 1 / epsilon, inverse)
}
