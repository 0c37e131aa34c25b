internal import KeratinGraph
internal import KeratinKernels

extension Tensor {
  /// The tensor with the axis of classes moved behind the others. Throws where it has no such axis.
  func withClassesLast(_ axis: Int, loss: String) throws -> Tensor {
    let classAxis = try shape.classAxis(axis, loss: loss)
    if classAxis == rank - 1 { return self }
    return transposed(axes: (0..<rank).filter { $0 != classAxis } + [classAxis])
  }
}

extension Shape {
  /// The axis of classes counted from the front. Throws where the shape, one of predictions, has no such axis.
  func classAxis(_ axis: Int, loss: String) throws -> Int {
    if let index = normalized(axis: axis) { return index }
    throw KeratinError(
      .shape, expected: "predictions with an axis \(axis) for the classes", received: "predictions of shape \(self)",
      operation: loss)
  }
}
