internal import KeratinGraph
internal import KeratinKernels

/// Two shapes made to have as many axes, where ranks differ by one and the longer one ends in an axis of extent 1: that axis
/// is added to the other if the other has just one, else taken away. Keras's rule; other shapes stay as they are.
///
/// `[5]` and `[5, 1]` become `[5, 1]` twice, `[2, 3]` and `[2, 3, 1]` become `[2, 3]` twice.
func matchingRanks(_ a: Shape, _ b: Shape) -> (Shape, Shape) {
  if a.rank < b.rank {
    let (longer, shorter) = matchingRanks(b, a)
    return (shorter, longer)
  }
  guard a.rank == b.rank + 1, a[-1] == 1 else { return (a, b) }
  return b.rank == 1 ? (a, Shape(b.dimensions + [1])) : (Shape(Array(a.dimensions.dropLast())), b)
}

/// The tensors in the shapes that ``matchingRanks(_:_:)-(Shape,Shape)`` gives theirs.
func matchingRanks(_ a: Tensor, _ b: Tensor) -> (Tensor, Tensor) {
  let (first, second) = matchingRanks(a.shape, b.shape)
  return (a.reshaped(to: first), b.reshaped(to: second))
}

/// The same, and if one still has fewer axes, axes of extent 1 are added to its end: its axes stand at the other's first ones.
func matchingLeadingAxes(_ a: Tensor, _ b: Tensor) -> (Tensor, Tensor) {
  let (a, b) = matchingRanks(a, b)
  func extended(_ x: Tensor, to rank: Int) -> Tensor {
    guard x.rank < rank else { return x }
    return x.reshaped(to: Shape(x.shape.dimensions + [Int](repeating: 1, count: rank - x.rank)))
  }
  return (extended(a, to: b.rank), extended(b, to: a.rank))
}
