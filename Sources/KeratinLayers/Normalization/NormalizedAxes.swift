internal import KeratinGraph
internal import KeratinKernels

/// The axes counted from the front, in rising order. Throws where the shape lacks one, or one is named twice.
func normalizedAxes(_ axes: [Int], of shape: Shape) throws -> [Int] {
  let found = axes.compactMap { shape.normalized(axis: $0) }
  guard found.count == axes.count, Set(found).count == found.count else {
    throw KeratinError(
      .argument, expected: "axes in \(-shape.rank)...\(shape.rank - 1), each once",
      received: "\(axes) for shape \(shape)")
  }
  return found.sorted()
}

extension Shape {
  /// The shape with extent 1 along all axes but these.
  func keeping(_ axes: [Int]) -> Shape {
    Shape(dimensions.indices.map { axes.contains($0) ? self[$0] : 1 })
  }
}
