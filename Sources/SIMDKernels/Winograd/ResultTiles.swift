internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

extension Winograd {
  static func transformResult(_ tiles: WinogradTiles, _ epilogue: Epilogue) {
    let whole = tiles.channels & ~(Int(register_lanes) &- 1)
    let rest = register_first(tiles.channels &- whole)
    for tile in 0..<tiles.count {
      let isPair = 2 &* tile &+ 1 < tiles.endColumn
      var c = 0
      while c < whole {
        transform(tiles, epilogue, tile, c, isPair) {
          register_load($0)
        } store: {
          register_store($0, $1)
        }
        c &+= Int(register_lanes)
      }
      if c < tiles.channels {
        transform(tiles, epilogue, tile, c, isPair) {
          register_load_masked($0, rest)
        } store: {
          register_store_masked($0, $1, rest)
        }
      }
    }
    if epilogue.activation == .linear || epilogue.activation == .relu { return }
    for row in 0..<min(2, tiles.endRow) {
      let y = tiles.place + row &* tiles.rowStride
      var block = ProductBlock(a: y, b: y, c: y)
      block.cRow = tiles.columnStride
      block.activation = epilogue.activation
      finish(block, y, rows: min(2 &* tiles.count, tiles.endColumn), column: 0, columns: tiles.channels)
    }
  }
}

/// The places of one tile at one register of channels, but for activations that are no rectifier.
@inline(__always)
private func transform(
  _ tiles: WinogradTiles, _ epilogue: Epilogue, _ tile: Int, _ channel: Int, _ isPair: Bool,
  load: (UnsafePointer<Float>) -> vector_register, store: (UnsafeMutablePointer<Float>, vector_register) -> Void
) {
  let stride = tiles.elementStride
  let p = UnsafePointer(tiles.transformed) + (tile &* tiles.tileStride &+ channel)
  let (a0, b0) = TileColumn(p, rowStride: 4 &* stride).transformedResult
  let (a1, b1) = TileColumn(p + stride, rowStride: 4 &* stride).transformedResult
  let (a2, b2) = TileColumn(p + 2 &* stride, rowStride: 4 &* stride).transformedResult
  let (a3, b3) = TileColumn(p + 3 &* stride, rowStride: 4 &* stride).transformedResult
  let bias = epilogue.bias.map { load($0 + channel) } ?? register_zero()
  let first = 2 &* tile &* tiles.columnStride &+ channel
  func finish(_ offset: Int, _ sum: vector_register) {
    var sum = sum + bias
    if let residual = epilogue.residual { sum += load(residual + offset) }
    if epilogue.activation == .relu { sum = register_rectify(sum) }
    store(tiles.place + offset, sum)
  }
  finish(first, a0 + a1 + a2)
  if isPair { finish(first &+ tiles.columnStride, a1 - a2 - a3) }
  if tiles.endRow > 1 {
    finish(first &+ tiles.rowStride, b0 + b1 + b2)
    if isPair { finish(first &+ tiles.rowStride &+ tiles.columnStride, b1 - b2 - b3) }
  }
}
