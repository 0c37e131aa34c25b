internal import KeratinGraph
internal import KeratinKernels

/// The mask of what all `masks` let count, `nil` if there are none. Throws where one has axes that `values` do not have.
func commonMask(_ masks: [Tensor], of values: Tensor) throws -> Tensor? {
  for mask in masks where mask.rank > values.rank + 1 || (mask.rank > values.rank && mask.shape[-1] != 1) {
    throw KeratinError(
      .shape, expected: "predictions whose mask is for samples, or for entries of values of shape \(values.shape)",
      received: "a mask of shape \(mask.shape)", operation: "mask",
      suggestion: "withMask(nil) in a Lambda after the last layer that uses the mask")
  }
  guard let first = masks.first else { return nil }
  return masks.dropFirst().reduce(first) { common, mask in
    let (a, b) = matchingLeadingAxes(common, mask)
    return a .& b
  }
}

/// a · b, the axes of the one with fewer standing at the other's first ones.
func multipliedAtLeadingAxes(_ a: Tensor, _ b: Tensor) -> Tensor {
  let (a, b) = matchingLeadingAxes(a, b)
  return a * b
}
