internal import CVector
internal import KeratinSIMDTable

/// The terms of a product added up before the next panel of B is taken. The panel comes from the second-level cache, read ahead; a
/// smaller one would stay in the first, but C would be read and written more often, which takes longer.
let tileTerms = 1024

extension Products {
  static func multiply(_ block: ProductBlock) {
    var p = 0
    repeat {
      let k = min(block.k &- p, tileTerms)
      if block.panelsStay {
        var i = 0
        while i < block.m {
          multiplyStrips(block, p, k, i, min(block.m, i &+ block.stripRows))
          i &+= block.stripRows
        }
      } else {
        multiplyStrips(block, p, k, 0, block.m)
      }
      p &+= k
    } while p < block.k
  }
}

/// C = A·B, or C += A·B from the second time on, of `k` terms from `p` on and the strips from row `i` to before row `end`.
private func multiplyStrips(_ block: ProductBlock, _ p: Int, _ k: Int, _ i: Int, _ end: Int) {
  let lanes = Int(register_lanes)
  var j = 0
  while j < block.n {
    var columns = min(block.n &- j, 2 &* lanes)
    if block.m == 1 && block.n &- j > 7 &* lanes {
      columns = min(block.n &- j, 8 &* lanes)
    } else if block.m <= 3 && block.bPanel == 2 &* lanes && block.n &- j > 3 &* lanes {
      // Panels that lie side by side make wide ones: a few rows alone would not keep the multipliers busy.
      columns = min(block.n &- j, 4 &* lanes)
    }
    multiplyPanel(block, p, k, i, end, j, columns)
    j &+= columns
  }
}

/// The same of `columns` columns from `j` on.
private func multiplyPanel(
  _ block: ProductBlock, _ p: Int, _ k: Int, _ first: Int, _ end: Int, _ j: Int, _ columns: Int
) {
  let lanes = Int(register_lanes)
  let registers = columns <= lanes ? 1 : columns <= 2 &* lanes ? 2 : columns <= 4 &* lanes ? 4 : 8
  // A whole register may be read where it ends before B's last element, though it is not needed whole.
  var unmasked = block.k
  let excess = registers &* lanes &- columns
  if excess > 0 {
    unmasked = block.bRow > 0 ? max(0, block.k &- p &- (excess &+ block.bRow &- 1) / block.bRow) : 0
  }
  let strip = first > 0 ? first / block.stripRows : 0
  let cStrip = block.stripRows &* block.cRow
  let isLast = p &+ k >= block.k
  let isStoredFinished = isLast && block.isFinishedByTiles
  var tile = TileProduct(
    k: k, a: block.a + (strip &* block.aStrip &+ p &* block.aStep), aRow: block.aRow, aStep: block.aStep,
    b: block.b + (j / (2 &* lanes) &* block.bPanel &+ p &* block.bRow), bRow: block.bRow,
    bPanel: block.bPanel, unmasked: unmasked,
    next: block.b, nextStep: 0, c: block.c + (strip &* cStrip &+ j), cRow: block.cRow,
    mask: register_first(columns &- (registers &- 1) &* lanes),
    accumulate: p > 0 || block.accumulates, bias: isStoredFinished ? block.bias.map { $0 + j } : nil,
    rectifies: isStoredFinished && block.rectifies)
  let nextShare = tile.comeNext(block, k, j)
  let needsFinish = isLast && !isStoredFinished && block.needsFinish
  var i = first
  while i < end {
    let rows = min(end &- i, block.stripRows)
    switch registers {
    case 1: tile.multiply1(rows: rows)
    case 2: tile.multiply2(rows: rows)
    case 4: tile.multiply4(rows: rows)
    default: tile.multiply8()
    }
    if needsFinish { finish(block, tile.c, rows: rows, column: j, columns: columns) }
    tile.a += block.aStrip
    tile.c += cStrip
    tile.next += nextShare
    i &+= rows
  }
}

extension TileProduct {
  /// Lets the tile bring near its share of what comes after the panels or strips that stay: the next strip of packed A, or panel of packed
  /// B; or what it reads next itself of an A whose columns lie in order. Gives the distance to the next tile's share.
  fileprivate mutating func comeNext(_ block: ProductBlock, _ k: Int, _ j: Int) -> Int {
    let columns = 2 &* Int(register_lanes)
    if k < 64 || block.m <= block.stripRows { return 0 }
    if block.panelsStay {
      if aRow != 1 || aStep != block.stripRows { return 0 }
      let panels = (block.n &+ columns &- 1) / columns
      nextStep = (aStep &+ panels &- 1) / panels
      next = a + (block.aStrip &+ j / columns &* k &* nextStep)
      return 0
    }
    if aRow == 1 && aStep > block.stripRows {
      // Columns of A where they lie: the processor itself does not read ahead from row to row.
      nextStep = aStep
      next = a + 16 &* aStep
      return block.aStrip
    }
    if bRow != columns || block.bPanel < k &* columns { return 0 }
    let strips = (block.m &+ block.stripRows &- 1) / block.stripRows
    nextStep = (columns &+ strips &- 1) / strips
    next = b + block.bPanel
    return k &* nextStep
  }
}
