internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

extension RecurrenceRun {
  /// All steps of all sequences where these are few: each step is cut by units, the columns of a piece's gates packed side by side or read
  /// where they lie, so that each thread keeps its share of U in its cache.
  func runByUnits(_ u: UnsafePointer<Float>) {
    begin(0, plan.descriptor.batch)
    if !plan.readsInPlace { ThreadPool.run(pieces: plan.unitPieces) { pack($0, u) } }
    var (before, after) = (h, other)
    for s in 0..<plan.descriptor.steps {
      let (now, next) = (UnsafePointer(before), after)
      ThreadPool.run(pieces: plan.unitPieces) { compute($0, s, u, before: now, h: next) }
      swap(&before, &after)
    }
  }

  /// The units of a piece.
  private func units(_ piece: Int) -> Range<Int> {
    let size = plan.unitsPerPiece!
    return piece * size..<min(plan.descriptor.units, (piece + 1) * size)
  }

  /// Lays out the columns of a piece row by row, each gate's filled up with zeros to those of a whole piece: so a few rows take two
  /// panels at a time.
  private func pack(_ piece: Int, _ u: UnsafePointer<Float>) {
    let (n, size, units) = (plan.descriptor.units, plan.unitsPerPiece!, units(piece))
    let rows = panels + piece * plan.pieceColumns * n
    if units.count < size { rows.update(repeating: 0, count: plan.pieceColumns * n) }
    for gate in 0..<plan.descriptor.cell.gates {
      plan.table.copyRows(
        u + (gate * n + units.lowerBound), sourceRow: plan.descriptor.columns, rows: n, columns: units.count,
        into: rows + gate * size, targetRow: plan.pieceColumns)
    }
  }

  /// Step `s` of a piece of units.
  private func compute(
    _ piece: Int, _ s: Int, _ u: UnsafePointer<Float>, before: UnsafePointer<Float>, h: UnsafeMutablePointer<Float>
  ) {
    let (n, rows, columns) = (plan.descriptor.units, plan.descriptor.batch, plan.pieceColumns)
    let units = units(piece)
    let product = products + piece * rows * columns
    var block = plan.block(
      rows, a: before, aRow: n, panels: UnsafePointer(panels + piece * columns * n), c: product, cRow: columns)
    if plan.readsInPlace {
      block.b = u + units.lowerBound
      (block.n, block.bRow, block.bPanel) = (columns, plan.descriptor.columns, n)
    } else {
      (block.n, block.bRow, block.bPanel) = (columns, columns, plan.product.panelColumns)
    }
    plan.table.multiply(block)
    var step = step(s, 0, rows, before: before, h: h)
    (step.product, step.productRow, step.productGate) = (UnsafePointer(product), columns, plan.unitsPerPiece!)
    compute(step.restricted(to: units))
    if streams { vector_streaming_fence() }
  }
}

extension GateRows {
  /// The same step of some of its units.
  fileprivate func restricted(to units: Range<Int>) -> GateRows {
    var step = self
    let first = units.lowerBound
    step.units = units.count
    step.projection += first
    step.bias = bias.map { $0 + first }
    step.before += first
    step.h += first
    step.c += first
    step.state += first
    step.cells = cells.map { $0 + first }
    step.saved = saved.map { $0 + first }
    return step
  }
}
