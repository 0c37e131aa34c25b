internal import KeratinKernels

extension Tensor {
  /// A part of the tensor: one item for each axis from the first on; axes that are not named are taken whole.
  public subscript<each R: TensorRange>(_ ranges: repeat each R) -> Tensor {
    var slices: [AxisSlice] = []
    repeat slices.append((each ranges).slice)
    return sliced(slices)
  }

  /// A part of the tensor: one item for each axis from the first on; axes that are not named are taken whole.
  public func sliced(_ slices: [AxisSlice], file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    apply(Slice(slices: slices), self, site: CallSite(file, line))
  }

  /// Part of one axis, the others whole.
  public func sliced(
    _ range: some TensorRange, axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    attempting("slice", site: CallSite(file, line)) {
      let axis = try axisIndex(axis, of: shape)
      return sliced([AxisSlice](repeating: .all, count: axis) + [range.slice], file: file, line: line)
    }
  }

  /// Rows of this table, `[rows, ...]`, by int32 indices of any shape: y[i, ...] = self[indices[i], ...].
  ///
  /// An index outside is an error that names the first; inside a plan, where nothing can be thrown, its row is NaN.
  public func gathering(_ indices: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    apply(Gather(), self, indices, site: CallSite(file, line))
  }

  /// Slices along `axis` by int32 indices of any shape, whose axes take its place. NumPy's `take`.
  public func gathering(
    _ indices: Tensor, axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    attempting("gather", site: CallSite(file, line)) {
      let axis = try axisIndex(axis, of: shape)
      if axis == 0 { return gathering(indices, file: file, line: line) }
      let others = (0..<rank).filter { $0 != axis }
      let gathered = transposed(axes: [axis] + others).gathering(indices, file: file, line: line)
      let before = (0..<axis).map { indices.rank + $0 }
      let after = (axis..<others.count).map { indices.rank + $0 }
      return gathered.transposed(axes: before + (0..<indices.rank) + after)
    }
  }
}
