internal import KeratinKernels
internal import KeratinSIMDTable

/// A channels-last tensor as the taps of a convolution see it: with a margin of zeros where they reach beyond it, each channel
/// `repeats` times where several filters see it alone.
struct PaddedSource {
  let batch: Int
  let extents: SpatialExtents
  let channels: Int
  let repeats: Int
  private(set) var low = SpatialExtents(depth: 0, height: 0, width: 0)
  private(set) var padded: SpatialExtents

  init(batch: Int, extents: SpatialExtents, channels: Int, repeats: Int = 1) {
    self.batch = batch
    self.extents = extents
    self.channels = channels
    self.repeats = repeats
    padded = extents
  }

  /// The elements of a place.
  var length: Int { channels * repeats }

  /// Gives the tensor margins before and after its spatial axes.
  mutating func widen(_ low: SpatialExtents, _ high: SpatialExtents) {
    self.low = low
    padded.depth = low.depth + extents.depth + high.depth
    padded.height = low.height + extents.height + high.height
    padded.width = low.width + extents.width + high.width
  }

  /// True if a copy would be large and hold little but zeros: a window that reaches far beyond the tensor.
  var isMostlyMargin: Bool {
    let copy = [batch, padded.depth, padded.height, padded.width, length].reduce(1, Shape.product)
    return copy > 1 << 22 && copy / 16 > batch * extents.count * length
  }

  /// True if the tensor serves as it is.
  var isSource: Bool { padded == extents && repeats == 1 }
  /// The floats of the copy, 0 where none is made.
  var copyCount: Int { isSource ? 0 : batch * padded.count * length }
  /// The bytes of workspace that the copy takes.
  var workspaceBytes: Int { Workspace.bytes(copyCount, of: Float.self) }

  /// The number of a place, counted with the margin; coordinates are those of the tensor.
  func place(_ n: Int, _ z: Int, _ y: Int, _ x: Int) -> Int {
    ((n * padded.depth + z + low.depth) * padded.height + y + low.height) * padded.width + x + low.width
  }

  /// The tensor at `x` with its margin: itself, or a copy in the workspace.
  func address(
    _ x: UnsafePointer<Float>, _ movement: MovementTable, _ workspace: inout Workspace
  ) -> UnsafePointer<Float> {
    if isSource { return x }
    var span = workspace.take(copyCount, of: Float.self)
    let copy = span.address(as: Float.self)
    let rowLength = padded.width * length
    cutRows(batch * padded.depth * padded.height, of: rowLength, every: PieceLength.moving) { start, count in
      for row in start..<start + count { copyRow(row, x, into: copy + row * rowLength, movement) }
    }
    return UnsafePointer(copy)
  }

  /// The tensor at `x` for the taps of some rows of results alone: itself, or a copy of those rows in the thread's memory. Either way the
  /// address is where the first place of the whole would be.
  ///
  /// A thread's copy stays in its cache, where one of the whole tensor would be written to memory and read again.
  func address(
    _ x: UnsafePointer<Float>, rows: Range<Int>, of correlation: Correlation, _ movement: MovementTable
  ) -> UnsafePointer<Float> {
    if isSource { return x }
    let needed = correlation.sourceRows(of: rows, self)
    let rowLength = padded.width * length
    let copy = ThreadPool.threadMemory(needed.count * rowLength, of: Float.self)
    for row in needed { copyRow(row, x, into: copy + (row - needed.lowerBound) * rowLength, movement) }
    return UnsafePointer(copy) - needed.lowerBound * rowLength
  }

  /// The rows of results whose taps see some `count` floats, if taps lie in one plane; at least one.
  func resultRows(seeing count: Int, of correlation: Correlation) -> Int {
    let rows = count / max(1, padded.width * length)
    return max(1, (rows - correlation.height.reach) / max(1, correlation.height.stride))
  }

  /// True if taps reach so far that copies for `rows` rows of results at a time would be more than three times the whole tensor:
  /// more than those of three neighbouring rows for each.
  func isCopiedOften(for rows: Int, of correlation: Correlation) -> Bool {
    if isSource { return false }
    let all = padded.depth * padded.height
    let rows = min(rows, correlation.rowCount)
    let seen = (rows - 1) * correlation.height.stride + correlation.height.reach + 1
    return min(all, seen + correlation.depth.reach * padded.height) * correlation.rowCount > 3 * rows * all
  }

  /// Writes one row along the width, margins included.
  private func copyRow(
    _ row: Int, _ x: UnsafePointer<Float>, into target: UnsafeMutablePointer<Float>, _ movement: MovementTable
  ) {
    let (plane, paddedY) = row.quotientAndRemainder(dividingBy: padded.height)
    let (n, paddedZ) = plane.quotientAndRemainder(dividingBy: padded.depth)
    let (z, y) = (paddedZ - low.depth, paddedY - low.height)
    guard z >= 0, z < extents.depth, y >= 0, y < extents.height else {
      return movement.fill(0, target, padded.width * length)
    }
    let count = extents.width * channels
    let source = x + ((n * extents.depth + z) * extents.height + y) * count
    let begin = low.width * length
    let end = begin + count * repeats
    movement.fill(0, target, begin)
    if repeats == 1 {
      movement.copyRows(source, 0, 1, target + begin, 0, 1, count)
    } else {
      for i in 0..<count * repeats { target[begin + i] = source[i / repeats] }
    }
    movement.fill(0, target + end, padded.width * length - end)
  }
}
