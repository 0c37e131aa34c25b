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
