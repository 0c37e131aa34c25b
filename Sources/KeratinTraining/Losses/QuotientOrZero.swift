internal import KeratinGraph
internal import KeratinKernels

/// a / b, and 0 where b is 0.
func quotientOrZero(_ a: Tensor, _ b: Tensor) -> Tensor {
  let isZero = b .== 0
  return which(isZero, Tensor.zeros(like: a), a / which(isZero, Tensor.ones(like: b), b))
}
