internal import KeratinGraph
internal import KeratinKernels

/// Targets in the element type of the predictions, and with as many axes: one of extent 1 at the end is added or taken
/// away where ranks differ by one, as Keras does.
func matched(_ yTrue: Tensor, to yPred: Tensor) -> Tensor {
  let targets = yTrue.cast(to: yPred.elementType)
  if targets.rank == yPred.rank + 1, targets.shape[-1] == 1 {
    return targets.reshaped(to: Shape(Array(targets.shape.dimensions.dropLast())))
  }
  if targets.rank + 1 == yPred.rank, yPred.shape[-1] == 1 {
    return targets.reshaped(to: Shape(targets.shape.dimensions + [1]))
  }
  return targets
}
