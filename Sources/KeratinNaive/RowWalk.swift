/// Walks the elements of a tensor of any rank row by row, in row-major order, for operands with strides of their own.
///
/// A row runs along the last axis and is left to the caller's loop: `length` elements, `steps[k]` apart in operand k,
/// from `offsets[k]` on. A tensor without axes is one row of one element.
///
///     var walk = RowWalk(extents: [2, 3], strides: [[3, 1]])
///     while walk.next() { … }      // offsets[0] is 0, then 3
struct RowWalk {
  /// The elements of a row.
  let length: Int
  /// For each operand, the distance between neighbours in a row.
  let steps: [Int]
  /// For each operand, where the row begins.
  private(set) var offsets: [Int]

  private let starts: [Int]
  private let extents: [Int]
  private let strides: [[Int]]
  private let isEmpty: Bool
  private var index: [Int]
  private var hasBegun = false

  /// A walk over `extents`; `strides` has, for each operand, one stride for each extent.
  init(extents: [Int], strides: [[Int]], starts: [Int]? = nil) {
    length = extents.last ?? 1
    steps = strides.map { $0.last ?? 0 }
    self.starts = starts ?? strides.map { _ in 0 }
    offsets = self.starts
    self.extents = extents.dropLast()
    self.strides = strides
    isEmpty = extents.contains(0)
    index = self.extents.map { _ in 0 }
  }

  /// Goes to the next row; false after the last.
  mutating func next() -> Bool {
    if isEmpty { return false }
    if !hasBegun {
      hasBegun = true
      return true
    }
    var axis = extents.count - 1
    while axis >= 0 {
      index[axis] += 1
      let isInside = index[axis] < extents[axis]
      for k in offsets.indices {
        offsets[k] += isInside ? strides[k][axis] : -(extents[axis] - 1) * strides[k][axis]
      }
      if isInside { return true }
      index[axis] = 0
      axis -= 1
    }
    return false
  }

  /// Back to before the first row, the first operand's rows now counted from `start`.
  mutating func restart(at start: Int) {
    offsets = starts
    if !offsets.isEmpty { offsets[0] += start }
    for axis in index.indices { index[axis] = 0 }
    hasBegun = false
  }
}
