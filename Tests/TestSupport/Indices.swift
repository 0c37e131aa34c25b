/// Calls `body` with each index of a tensor of `extents`, in row-major order: once, with an empty index, for no axes.
public func forEachIndex(_ extents: [Int], _ body: ([Int]) throws -> Void) rethrows {
  if extents.contains(0) { return }
  var index = extents.map { _ in 0 }
  while true {
    try body(index)
    var axis = extents.count - 1
    while axis >= 0 {
      index[axis] += 1
      if index[axis] < extents[axis] { break }
      index[axis] = 0
      axis -= 1
    }
    if axis < 0 { return }
  }
}

/// Where element `index` lies in a dense row-major tensor of `extents`; an axis of extent 1 is read at 0, and axes that
/// are missing in front are passed over, as broadcasting has it.
public func broadcastPosition(_ index: [Int], in extents: [Int]) -> Int {
  var position = 0
  for (axis, extent) in extents.enumerated() {
    position = position * extent + (extent == 1 ? 0 : index[index.count - extents.count + axis])
  }
  return position
}

/// The elements of a dense tensor of `extents` as they stand in one of `result` that it broadcasts to.
public func broadcastElements<T>(_ x: [T], _ extents: [Int], to result: [Int]) -> [T] {
  var elements: [T] = []
  forEachIndex(result) { elements.append(x[broadcastPosition($0, in: extents)]) }
  return elements
}
