internal import KeratinKernels

/// Tensors joined, cut, repeated and padded. Negative axes count from the end.
extension Tensor {
  /// The tensors one after another along `axis`; their other axes agree. Element types are brought to the widest.
  public static func concatenated(
    _ tensors: [Tensor], axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    apply(Concatenate(axis: axis), promoted(tensors), site: CallSite(file, line))[0]
  }

  /// The tensors, all of one shape, along a new axis that becomes axis `axis` of the result.
  public static func stacked(
    _ tensors: [Tensor], axis: Int = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    // As an axis of the tensors, each of which already has the new one.
    concatenated(
      tensors.map { $0.expandingDimension(at: axis, file: file, line: line) }, axis: axis, file: file, line: line)
  }

  /// The tensor cut into `count` parts of the same length along `axis`.
  public func split(
    into count: Int, axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    let extent = shape[axis]
    guard count > 0, extent >= 0, extent % count == 0 else {
      let failed = attempting("split", site: CallSite(file, line)) {
        _ = try axisIndex(axis, of: shape)
        throw KeratinError(
          .shape, expected: count > 0 ? "an axis whose length is a multiple of \(count)" : "a number of parts above 0",
          received: count > 0 ? "axis \(axis) of shape \(shape)" : "\(count)")
      }
      return [Tensor](repeating: failed, count: Swift.min(Swift.max(count, 1), Swift.max(extent, 1)))
    }
    return split(sizes: [Int](repeating: extent / count, count: count), axis: axis, file: file, line: line)
  }

  /// The tensor cut along `axis` into parts of the given lengths, which together are that of the axis.
  public func split(
    sizes: [Int], axis: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> [Tensor] {
    guard sizes.allSatisfy({ $0 >= 0 }), sizes.reduce(0, &+) == shape[axis] else {
      let failed = attempting("split", site: CallSite(file, line)) {
        _ = try axisIndex(axis, of: shape)
        throw KeratinError(
          .shape, expected: "lengths that add up to that of axis \(axis) of shape \(shape)", received: "\(sizes)")
      }
      return [Tensor](repeating: failed, count: sizes.count)
    }
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return sliced(start..<(start + size), axis: axis, file: file, line: line)
    }
  }

  /// The tensor with `value` before and after its elements along each axis.
  ///
  /// - Parameters:
  ///   - widths: for each axis how many elements before and after.
  ///   - value: 0 by default.
  public func padded(
    _ widths: [(before: Int, after: Int)], value: Double = 0, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    apply(
      Pad(widths: widths.map { .init(before: $0.before, after: $0.after) }, value: value), self,
      site: CallSite(file, line))
  }

  /// The tensor `counts[i]` times one after another along axis i, for every axis.
  public func tiled(_ counts: [Int], file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    apply(Tile(counts: counts), self, site: CallSite(file, line))
  }

  /// Each element along `axis` `count` times in a row.
  public func repeated(
    _ count: Int, axis: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    apply(Repeat(count: count, axis: axis), self, site: CallSite(file, line))
  }
}
