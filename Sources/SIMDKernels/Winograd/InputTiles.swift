internal import CVector
internal import KeratinSIMDTable

extension Winograd {
  static func transformInput(_ tiles: WinogradTiles) {
    let stride = tiles.elementStride
    var c = 0
    while c < tiles.channels {
      let source = RowMasks(tiles, c)
      var column0 = source.input(0)
      var column1 = source.input(1)
      var target = tiles.transformed + c
      for tile in 0..<tiles.count {
        let column2 = source.input(2 &* tile &+ 2)
        let column3 = source.input(2 &* tile &+ 3)
        (column0 - column2).store(target, rowStride: 4 &* stride)
        (column1 + column2).store(target + stride, rowStride: 4 &* stride)
        (column2 - column1).store(target + 2 &* stride, rowStride: 4 &* stride)
        (column1 - column3).store(target + 3 &* stride, rowStride: 4 &* stride)
        column0 = column2
        column1 = column3
        target += tiles.tileStride
      }
      c &+= Int(register_lanes)
    }
  }

  static func transformInput(_ tiles: WinogradTiles, line: Int) {
    switch line {
    case 0: transformLine(tiles, 0, 2, factor: -1)
    case 1: transformLine(tiles, 1, 2, factor: 1)
    case 2: transformLine(tiles, 2, 1, factor: -1)
    default: transformLine(tiles, 1, 3, factor: -1)
    }
  }

  static func transformGradient(_ tiles: WinogradTiles, line: Int) {
    let stride = tiles.elementStride
    let factor = register_spread(line == 1 ? 1 : -1)
    var c = 0
    while c < tiles.channels {
      var source = RowMasks(tiles, c)
      if line == 0 { source.mask1 = register_first(0) }
      if line == 3 { source.mask0 = register_first(0) }
      var target = tiles.transformed + c
      for tile in 0..<tiles.count {
        let column0 = source.sum(2 &* tile, 0, 1, factor)
        let column1 = source.sum(2 &* tile &+ 1, 0, 1, factor)
        register_store(target, column0)
        register_store(target + stride, column0 + column1)
        register_store(target + 2 &* stride, column0 - column1)
        register_store(target + 3 &* stride, register_zero() - column1)
        target += tiles.tileStride
      }
      c &+= Int(register_lanes)
    }
  }
}

/// Row `line` of Bᵀ·d is row `a` and `factor` times row `b` of d.
private func transformLine(_ tiles: WinogradTiles, _ a: Int, _ b: Int, factor: Float) {
  let stride = tiles.elementStride
  let factor = register_spread(factor)
  var c = 0
  while c < tiles.channels {
    let source = RowMasks(tiles, c)
    var column0 = source.sum(0, a, b, factor)
    var column1 = source.sum(1, a, b, factor)
    var target = tiles.transformed + c
    for tile in 0..<tiles.count {
      let column2 = source.sum(2 &* tile &+ 2, a, b, factor)
      let column3 = source.sum(2 &* tile &+ 3, a, b, factor)
      register_store(target, column0 - column2)
      register_store(target + stride, column1 + column2)
      register_store(target + 2 &* stride, column2 - column1)
      register_store(target + 3 &* stride, column1 - column3)
      column0 = column2
      column1 = column3
      target += tiles.tileStride
    }
    c &+= Int(register_lanes)
  }
}

/// Reads columns of tiles at one register of channels: of rows and columns that are not there, zeros.
private struct RowMasks {
  let place: UnsafePointer<Float>
  let rowStride: Int
  let columnStride: Int
  let firstColumn: Int
  let endColumn: Int
  var mask0: register_mask
  var mask1: register_mask
  let mask2: register_mask
  let mask3: register_mask

  @inline(__always)
  init(_ tiles: WinogradTiles, _ channel: Int) {
    place = UnsafePointer(tiles.place) + channel
    rowStride = tiles.rowStride
    columnStride = tiles.columnStride
    firstColumn = tiles.firstColumn
    endColumn = tiles.endColumn
    let mask = register_first(min(tiles.channels &- channel, Int(register_lanes)))
    let none = register_first(0)
    mask0 = tiles.firstRow <= 0 && tiles.endRow > 0 ? mask : none
    mask1 = tiles.firstRow <= 1 && tiles.endRow > 1 ? mask : none
    mask2 = tiles.firstRow <= 2 && tiles.endRow > 2 ? mask : none
    mask3 = tiles.firstRow <= 3 && tiles.endRow > 3 ? mask : none
  }

  /// A column of Bᵀ·d.
  @inline(__always)
  func input(_ column: Int) -> TileColumn {
    if column < firstColumn || column >= endColumn { return TileColumn() }
    let p = place + column &* columnStride
    return TileColumn(
      register_load_masked(p, mask0), register_load_masked(p + rowStride, mask1),
      register_load_masked(p + 2 &* rowStride, mask2), register_load_masked(p + 3 &* rowStride, mask3)
    ).transformedInput
  }

  /// Row `a` and `factor` times row `b` of a column.
  @inline(__always)
  func sum(_ column: Int, _ a: Int, _ b: Int, _ factor: vector_register) -> vector_register {
    if column < firstColumn || column >= endColumn { return register_zero() }
    let p = place + column &* columnStride
    return register_multiply_add(
      register_load_masked(p + b &* rowStride, mask(b)), factor, register_load_masked(p + a &* rowStride, mask(a)))
  }

  @inline(__always)
  private func mask(_ row: Int) -> register_mask {
    switch row {
    case 0: mask0
    case 1: mask1
    case 2: mask2
    default: mask3
    }
  }
}
