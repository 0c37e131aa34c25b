/// Walks the elements of a tensor of any rank row by row, in row-major order, for operands with strides of their own.
///
/// A row runs along the last axis and is left to the caller's loop: `length` elements, `steps[k]` apart in operand k,
/// from `offsets[k]` on. A tensor without axes is one row of one element.
///
///     var walk = RowWalk(extents: [2, 3], strides: [[3, 1]])
///     while walk.next() { … }      // offsets[0] is 0, then 3
///
/// There are at most four operands. A walk allocates nothing.
struct RowWalk {
  /// The elements of a row.
  let length: Int
  /// For each operand, the distance between neighbours in a row.
  let steps: SIMD4<Int>
  /// For each operand, where the row begins.
  private(set) var offsets: SIMD4<Int>

  private let starts: SIMD4<Int>
  private let extents: [Int]
  private let strides: [[Int]]
  private let rowCount: Int
  private var row = -1

  /// A walk over `extents`; `strides` has, for each operand, one stride for each extent.
  init(extents: [Int], strides: [[Int]], start: Int = 0) {
    length = extents.last ?? 1
    var steps = SIMD4<Int>.zero
    for operand in strides.indices { steps[operand] = strides[operand].last ?? 0 }
    self.steps = steps
    starts = SIMD4(start, 0, 0, 0)
    offsets = starts
    self.extents = extents
    self.strides = strides
    rowCount = length == 0 ? 0 : extents.dropLast().reduce(1, *)
  }

  /// Goes to the next row; false after the last.
  mutating func next() -> Bool {
    row += 1
    guard row < rowCount else { return false }
    if row == 0 { return true }
    // One step along the last axis whose end the row before had not reached; back to the start of those after it.
    var (axis, rowsBelow) = (extents.count - 2, row)
    while rowsBelow.isMultiple(of: extents[axis]) {
      for k in strides.indices { offsets[k] -= (extents[axis] - 1) * strides[k][axis] }
      rowsBelow /= extents[axis]
      axis -= 1
    }
    for k in strides.indices { offsets[k] += strides[k][axis] }
    return true
  }

  /// Back to before the first row, the first operand's rows now counted from `start`.
  mutating func restart(at start: Int) {
    offsets = starts
    offsets[0] += start
    row = -1
  }
}
