/// Reads a dense result of `extents` out of memory with any strides: a slice, a transposition, a flip, a broadcast.
///
/// Element (i₀, i₁, …) of the result is element `offset + Σ iₖ·strides[k]` of the source. A stride may be 0 or negative.
/// Axes that can be walked as one are merged, and axes of extent 1 dropped, when the descriptor is made.
public struct StridedCopy: Sendable, Hashable {
  /// The result's extents after merging; empty for a single element.
  public let extents: [Int]
  /// One stride, in elements of the source, for each extent.
  public let strides: [Int]
  /// Where the first element lies in the source.
  public let offset: Int
  /// The number of elements in the source.
  public let sourceCount: Int

  public init(extents: [Int], strides: [Int], offset: Int = 0, sourceCount: Int) {
    let (extents, strides) = mergeAxes(extents, [strides])
    self.extents = extents
    self.strides = strides[0]
    self.offset = offset
    self.sourceCount = sourceCount
  }

  /// The number of elements in the result.
  public var count: Int { extents.reduce(1, *) }
  /// True if the result is one run of the source.
  public var isContiguous: Bool { extents.isEmpty || (extents.count == 1 && strides[0] == 1) }
}

/// Drops axes of extent 1 and merges neighbours that every operand walks as one.
func mergeAxes(_ extents: [Int], _ strides: [[Int]]) -> (extents: [Int], strides: [[Int]]) {
  if extents.contains(0) { return ([0], strides.map { _ in [1] }) }
  var merged: [Int] = []
  var mergedStrides = strides.map { _ in [Int]() }
  for axis in extents.indices where extents[axis] != 1 {
    let extent = extents[axis]
    let joins =
      !merged.isEmpty
      && strides.indices.allSatisfy { mergedStrides[$0].last! == strides[$0][axis] * extent }
    if joins {
      merged[merged.count - 1] *= extent
      for k in strides.indices { mergedStrides[k][merged.count - 1] = strides[k][axis] }
    } else {
      merged.append(extent)
      for k in strides.indices { mergedStrides[k].append(strides[k][axis]) }
    }
  }
  return (merged, mergedStrides)
}
