internal import CVector
internal import KeratinSIMDTable

/// The terms of a product added up before the next panel of B is taken. The panel comes from the second-level cache, read ahead; a
/// smaller one would stay in the first, but C would be read and written more often, which takes longer.
private let depth = 1024

extension Products {
  static func multiply(_ block: ProductBlock) {
    let lanes = Int(register_lanes)
    let depth = block.runs == nil ? depth : block.k
    var p = 0
    repeat {
      let k = min(block.k &- p, depth)
      var j = 0
      while j < block.n {
        var columns = min(block.n &- j, 2 &* lanes)
        // Panels that lie side by side make wide ones: a few rows alone would not keep the multipliers busy.
        if block.m <= 3 && block.bPanel == 2 &* lanes && block.n &- j > 3 &* lanes {
          columns = min(block.n &- j, 4 &* lanes)
        }
        multiplyPanel(block, p, k, j, columns)
        j &+= columns
      }
      p &+= k
    } while p < block.k
  }
}

/// C = A·B, or C += A·B from the second time on, of `k` terms from `p` on and `columns` columns from `j` on.
private func multiplyPanel(_ block: ProductBlock, _ p: Int, _ k: Int, _ j: Int, _ columns: Int) {
  let lanes = Int(register_lanes)
  let registers = columns <= lanes ? 1 : columns <= 2 &* lanes ? 2 : 4
  // A whole register may be read where it ends before B's last element, though it is not needed whole.
  let terms = block.k &* block.runCount
  var unmasked = terms
  let excess = registers &* lanes &- columns
  if excess > 0 {
    unmasked = block.bRow > 0 ? max(0, terms &- p &- (excess &+ block.bRow &- 1) / block.bRow) : 0
  }
  var tile = TileProduct(
    k: k, a: block.a + p &* block.aStep, aRow: block.aRow, aStep: block.aStep,
    b: block.b + (j / (2 &* lanes) &* block.bPanel &+ p &* block.bRow), bRow: block.bRow, unmasked: unmasked,
    c: block.c + j, cRow: block.cRow, mask: register_first(columns &- (registers &- 1) &* lanes),
    accumulate: p > 0 || block.accumulates, runs: block.runs, runCount: block.runCount)
  let cStrip = block.cStrip == 0 ? block.stripRows &* block.cRow : block.cStrip
  let isFinished = p &+ k >= block.k && block.needsFinish
  var i = 0
  while i < block.m {
    let rows = min(block.m &- i, block.stripRows)
    switch registers {
    case 1: tile.multiply1(rows: rows)
    case 2: tile.multiply2(rows: rows)
    default: tile.multiply4(rows: rows)
    }
    if isFinished { finish(block, tile.c, rows: rows, column: j, columns: columns) }
    tile.a += block.aStrip
    tile.c += cStrip
    i &+= rows
  }
}
