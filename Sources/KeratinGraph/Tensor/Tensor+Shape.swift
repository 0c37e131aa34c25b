public import KeratinKernels

extension Tensor {
  /// The elements in their order with another shape; one extent may be -1 (or `nil`), found from the others.
  public func reshaped(to shape: Shape, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    if shape == self.shape && shape.isKnown { return self }
    return apply(Reshape(shape: shape), self, site: CallSite(file, line))
  }

  /// The tensor repeated along axes of extent 1 and new leading axes.
  public func broadcast(to shape: Shape, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    if shape == self.shape { return self }
    return apply(BroadcastTo(shape: shape), self, site: CallSite(file, line))
  }
}
