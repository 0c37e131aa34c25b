internal import CVector

/// y[i·rowY + j] = x[j·rowX + i] for i below rows and j below length, in blocks of 8 × 8 that are turned in registers.
func transpose(
  _ x: UnsafePointer<Float>, _ rowX: Int, _ y: UnsafeMutablePointer<Float>, _ rowY: Int, _ rows: Int, _ length: Int
) {
  let wholeRows = rows & ~7
  let wholeLength = length & ~7
  // A panel of 16 rows writes whole cache lines of y while each line that it reads of x is still there.
  var i = 0
  while i < wholeRows {
    let panel = min(16, wholeRows &- i)
    var j = 0
    while j < wholeLength {
      let (from, to) = (x + (j &* rowX &+ i), y + (i &* rowY &+ j))
      vector_transpose_8x8(from, rowX, to, rowY)
      if panel == 16 { vector_transpose_8x8(from + 8, rowX, to + 8 &* rowY, rowY) }
      j &+= 8
    }
    if wholeLength < length {
      for k in i..<i &+ panel {
        copyStrided(x + (wholeLength &* rowX &+ k), rowX, y + (k &* rowY &+ wholeLength), length &- wholeLength)
      }
    }
    i &+= panel
  }
  for k in wholeRows..<rows { copyStrided(x + k, rowX, y + k &* rowY, length) }
}
