internal import KeratinGraph
internal import KeratinKernels

/// Targets as a hinge loss takes them: labels 0 and 1, if there are no others, made −1 and 1.
func hingeLabels(_ targets: Tensor, _ elementType: ElementType) -> Tensor {
  let y = targets.cast(to: elementType)
  return which(((y .== 0) .| (y .== 1)).all(), 2 * y - 1, y)
}
