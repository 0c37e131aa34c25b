internal import KeratinKernels

/// Where the elements of a slice lie in a tensor.
struct SliceLayout {
  let resultShape: Shape
  let copy: StridedCopy

  init(_ slices: [AxisSlice], of shape: Shape) throws {
    let named = slices.count { $0 != .insertion && $0 != .rest }
    guard named <= shape.rank else {
      throw KeratinError(
        .shape, expected: "at most \(shape.rank) indices and ranges for shape \(shape)", received: "\(named)")
    }
    guard slices.count(where: { $0 == .rest }) <= 1 else {
      throw KeratinError(.argument, expected: "at most one .ellipsis", received: "several")
    }
    let all = [AxisSlice](repeating: .range(start: nil, end: nil, step: 1), count: shape.rank - named)
    let parts = slices.split(separator: .rest, maxSplits: 1, omittingEmptySubsequences: false)
    let items = parts.count > 1 ? parts[0] + all + parts[1] : slices + all

    let sourceStrides = shape.strides
    var (offset, axis) = (0, 0)
    var (kept, extents, strides) = ([Int](), [Int](), [Int]())
    for item in items {
      switch item {
      case .insertion: kept.append(1)
      case .rest: break
      case .index(let index):
        let place = index < 0 ? index + shape[axis] : index
        guard (0..<shape[axis]).contains(place) else {
          throw KeratinError(
            .shape, expected: "an index in \(-shape[axis])..<\(shape[axis]) along axis \(axis)",
            received: "\(index) for shape \(shape)")
        }
        offset += place * sourceStrides[axis]
        axis += 1
      case .range(let start, let end, let step):
        guard step != 0 else {
          throw KeratinError(.argument, expected: "a step other than 0", received: "0 along axis \(axis)")
        }
        let (first, count) = SliceLayout.resolve(start, end, step, extent: shape[axis])
        if count > 0 { offset += first * sourceStrides[axis] }
        kept.append(count)
        extents.append(count)
        strides.append(count > 1 ? step * sourceStrides[axis] : 0)
        axis += 1
      }
    }
    resultShape = Shape(kept)
    copy = StridedCopy(extents: extents, strides: strides, offset: offset, sourceCount: shape.count)
  }

  /// The first index and the number of indices, by Python's rules.
  private static func resolve(_ start: Int?, _ end: Int?, _ step: Int, extent: Int) -> (first: Int, count: Int) {
    // What lies beyond an end is brought to the place just outside of it.
    let (low, high) = step > 0 ? (0, extent) : (-1, extent - 1)
    func place(_ bound: Int?, _ missing: Int) -> Int {
      guard let bound else { return missing }
      return min(max(bound < 0 ? bound + extent : bound, low), high)
    }
    let (first, last) = step > 0 ? (place(start, low), place(end, high)) : (place(start, high), place(end, low))
    let distance = step > 0 ? last - first : first - last
    return (first, distance > 0 ? Int((distance - 1).magnitude / step.magnitude) + 1 : 0)
  }
}
