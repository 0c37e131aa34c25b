public import KeratinKernels

/// The same elements seen or arranged otherwise. Negative axes count from the end.
extension Tensor {
  /// The elements in their order with another shape; one extent may be -1 (or `nil`), found from the others.
  public func reshaped(to shape: Shape, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    if shape == self.shape && shape.isKnown { return self }
    return apply(Reshape(shape: shape), self, site: CallSite(file, line))
  }

  /// All elements along one axis.
  public func flattened(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    reshaped(to: [nil], file: file, line: line)
  }

  /// The tensor repeated along axes of extent 1 and new leading axes.
  public func broadcast(to shape: Shape, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    if shape == self.shape { return self }
    return apply(BroadcastTo(shape: shape), self, site: CallSite(file, line))
  }

  /// The tensor with a new axis of extent 1, which becomes axis `axis` of the result.
  public func expandingDimension(at axis: Int, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    apply(ExpandDimensions(axis: axis), self, site: CallSite(file, line))
  }

  /// The tensor without the axes named, which have extent 1; without every such axis for `nil`.
  public func squeezed(axes: [Int]? = nil, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    apply(Squeeze(axes: axes), self, site: CallSite(file, line))
  }

  /// The tensor without axis `axis`, which has extent 1.
  public func squeezed(axis: Int, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    squeezed(axes: [axis], file: file, line: line)
  }

  /// The axes in another order: axis i of the result is axis `axes[i]` of this tensor.
  public func transposed(axes: [Int], file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    if axes == Array(0..<rank) { return self }
    return apply(Transpose(axes: axes), self, site: CallSite(file, line))
  }

  /// The axes in reverse order; of a matrix, its transpose.
  public func transposed(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    transposed(axes: (0..<rank).reversed(), file: file, line: line)
  }

  /// The order of elements reversed along some axes, all of them for `nil`.
  public func reversed(axes: [Int]? = nil, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    apply(Reverse(axes: axes), self, site: CallSite(file, line))
  }

  /// What `body`, which works along the last axis, makes of the tensor along `axis`.
  func alongLastAxis(_ axis: Int, _ operation: String, _ body: (Tensor) -> Tensor) -> Tensor {
    attempting(operation) {
      let axis = try axisIndex(axis, of: shape)
      if axis == rank - 1 { return body(self) }
      // Exchanging two axes is its own inverse.
      var order = Array(0..<rank)
      order.swapAt(axis, rank - 1)
      return body(transposed(axes: order)).transposed(axes: order)
    }
  }
}
