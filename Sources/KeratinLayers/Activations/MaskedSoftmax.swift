internal import KeratinGraph
internal import KeratinKernels

/// Softmax over `axis` of the elements that `mask`, which broadcasts to `x`, lets count; the others are 0.
func maskedSoftmax(_ x: Tensor, _ mask: Tensor, axis: Int = -1) -> Tensor {
  // Keras's large negative number: small beside any score, and no infinity, of which differences are NaN.
  let y = softmax(which(mask, x, Tensor(-1e9, elementType: x.elementType)), axis: axis)
  return which(mask, y, Tensor(0, elementType: y.elementType))
}
