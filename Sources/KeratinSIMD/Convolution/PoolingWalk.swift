internal import KeratinKernels
internal import KeratinSIMDTable

/// Walks over the places of a pooling row by row: places whose windows lie wholly inside along the width in one go, the others one
/// by one, each with the taps that are there.
struct PoolingWalk {
  let pooling: Pooling
  let x: UnsafePointer<Float>
  let y: UnsafeMutablePointer<Float>

  private var window: SpatialWindow { pooling.window }
  /// The rows along the width of the result.
  private var rows: Int { window.batch * rowsPerImage }
  private var rowsPerImage: Int { window.output.depth * window.output.height }

  /// Calls `body` for all places, rows as pieces of work.
  func forEachRow(_ body: (ChannelRow) -> Void) {
    let rowWork = window.output.width * pooling.channels * window.window.count
    cutRows(rows, of: rowWork, every: 2 * PieceLength.moving) { start, count in
      walk(start..<start + count, 0..<pooling.channels, body)
    }
  }

  /// Sets dx, which lies as x does, to zero and calls `body` for all places, so that no two pieces of work see the same channel of the
  /// same image: what is added to it meets the zeros in the cache.
  func forEachImage(
    clearing dx: UnsafeMutablePointer<Float>, _ fill: MovementTable.Fill, _ body: (ChannelRow) -> Void
  ) {
    let channels = pooling.channels
    let blocks = window.batch >= 8 ? 1 : parts(of: channels, by: 16)
    let perBlock = parts(of: parts(of: channels, by: max(1, blocks)), by: 16) * 16
    ThreadPool.run(pieces: window.batch * blocks) { piece in
      let (n, block) = piece.quotientAndRemainder(dividingBy: blocks)
      let range = min(channels, block * perBlock)..<min(channels, (block + 1) * perBlock)
      let image = dx + n * window.input.count * channels
      if blocks == 1 {
        fill(0, image, window.input.count * channels)
      } else {
        for place in 0..<window.input.count { fill(0, image + (place * channels + range.lowerBound), range.count) }
      }
      walk(n * rowsPerImage..<(n + 1) * rowsPerImage, range, body)
    }
  }

  private func walk(_ rows: Range<Int>, _ channels: Range<Int>, _ body: (ChannelRow) -> Void) {
    if channels.isEmpty || window.output.width == 0 { return }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: max(1, window.window.count)) { taps in
      for row in rows { walkRow(row, channels, taps, body) }
    }
  }

  private func walkRow(
    _ row: Int, _ channels: Range<Int>, _ taps: UnsafeMutableBufferPointer<Int>, _ body: (ChannelRow) -> Void
  ) {
    let (w, s, d, p) = (window.window.width, window.strides.width, window.dilations.width, window.padding.width)
    let begin = min(window.output.width, max(0, (p + s - 1) / s))
    let last = window.input.width - 1 + p - (w - 1) * d
    let end = max(begin, min(window.output.width, last < 0 ? 0 : last / s + 1))
    var place = 0
    while place < window.output.width {
      let isInside = place == begin && end > begin
      let count = isInside ? end - begin : 1
      body(self.row(row, place, count, channels, taps))
      place += count
    }
  }

  /// Places of one row that see the same taps, which are written down.
  private func row(
    _ row: Int, _ place: Int, _ count: Int, _ channels: Range<Int>, _ taps: UnsafeMutableBufferPointer<Int>
  ) -> ChannelRow {
    let (plane, oy) = row.quotientAndRemainder(dividingBy: window.output.height)
    let (n, oz) = plane.quotientAndRemainder(dividingBy: window.output.depth)
    var tapCount = 0
    // Every tap of a whole run is inside for its first place as well.
    window.forEachInput(n, oz, oy, place) { input, _ in
      taps[tapCount] = input * pooling.channels
      tapCount += 1
    }
    let first = row * window.output.width + place
    return ChannelRow(
      x: x + channels.lowerBound, placeStride: window.strides.width * pooling.channels,
      taps: UnsafePointer(taps.baseAddress!), tapCount: tapCount, places: count, channels: channels.count,
      y: y + (first * pooling.channels + channels.lowerBound), yStride: pooling.channels)
  }
}
