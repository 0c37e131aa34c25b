internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

extension Spatial {
  static var lanes: Int { Int(register_lanes) }
  static var tileSums: Int { Int(run_sums) }

  static func multiplyPlaces(_ product: RunProduct) {
    multiply(product) { tile, rows, isWide, _ in
      if isWide { multiplyWidePlaces(&tile, rows) } else { multiplyNarrowPlaces(&tile, rows) }
    }
  }

  static func multiplyChannels(_ product: RunProduct) {
    multiply(product) { tile, rows, isWide, isWhole in
      switch (isWide, isWhole) {
      case (true, true): multiplyWideChannels(&tile, rows)
      case (false, true): multiplyNarrowChannels(&tile, rows)
      case (true, false): multiplyWideChannelsMasked(&tile, rows)
      case (false, false): multiplyNarrowChannelsMasked(&tile, rows)
      }
    }
  }
}

/// Calls `body` with each tile, its rows, whether it is two registers wide, and whether they are whole.
@inline(__always)
private func multiply(
  _ product: RunProduct,
  _ body: (_ tile: inout register_tile, _ rows: Int, _ isWide: Bool, _ isWhole: Bool) -> Void
) {
  let panel = 2 &* Spatial.lanes
  let isInTile = product.epilogue.activation == .linear || product.epilogue.activation == .relu
  var j = 0
  while j < product.n {
    let columns = min(product.n &- j, panel)
    let isWide = columns > Spatial.lanes
    let isWhole = columns == (isWide ? panel : Spatial.lanes)
    var tile = register_tile(product, column: j, columns: columns)
    var i = 0
    while i < product.m {
      let rows = min(product.m &- i, product.stripRows)
      body(&tile, rows, isWide, isWhole)
      if !isInTile {
        finish(ProductBlock(product, tile), tile.c, rows: rows, column: 0, columns: columns)
      }
      tile.a += product.aStrip
      tile.c += product.cStrip
      if let residual = tile.residual { tile.residual = residual + product.cStrip }
      i &+= rows
    }
    j &+= panel
  }
}

extension register_tile {
  /// The first tile of the panel that begins at `column`.
  @inline(__always)
  fileprivate init(_ product: RunProduct, column: Int, columns: Int) {
    self.init(
      a: product.a, a_stride: product.aStride,
      b: product.b + column / (2 &* Spatial.lanes) &* product.bPanel, b_row: product.bRow,
      runs: UnsafeRawPointer(product.runs).assumingMemoryBound(to: register_run.self), run_count: product.runCount,
      k: product.k, c: product.c + column, c_row: product.cRow, columns: columns,
      bias: product.epilogue.bias.map { $0 + column }, residual: product.epilogue.residual.map { $0 + column },
      accumulates: product.accumulates, rectifies: product.epilogue.activation == .relu)
  }
}

extension ProductBlock {
  /// A tile's rows of C, of which the activation is not yet done.
  fileprivate init(_ product: RunProduct, _ tile: register_tile) {
    self.init(a: tile.a, b: tile.b, c: tile.c)
    cRow = product.cRow
    activation = product.epilogue.activation
  }
}

// One function for each kind of tile. Rows of packed kernels are whole; those of a gradient may end within a register.

@inline(never)
private func multiplyWidePlaces(_ tile: inout register_tile, _ rows: Int) {
  register_tile_double(&tile, rows, true, false)
}

@inline(never)
private func multiplyNarrowPlaces(_ tile: inout register_tile, _ rows: Int) {
  register_tile_single(&tile, rows, true, false)
}

@inline(never)
private func multiplyWideChannels(_ tile: inout register_tile, _ rows: Int) {
  register_tile_double(&tile, rows, false, false)
}

@inline(never)
private func multiplyNarrowChannels(_ tile: inout register_tile, _ rows: Int) {
  register_tile_single(&tile, rows, false, false)
}

@inline(never)
private func multiplyWideChannelsMasked(_ tile: inout register_tile, _ rows: Int) {
  register_tile_double(&tile, rows, false, true)
}

@inline(never)
private func multiplyNarrowChannelsMasked(_ tile: inout register_tile, _ rows: Int) {
  register_tile_single(&tile, rows, false, true)
}
