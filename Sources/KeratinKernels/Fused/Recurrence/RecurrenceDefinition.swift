extension FusedKernels where Self: Backend {
  public func recurrence<T: FloatingScalar>(
    projection: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>, initialCells c0: Span<T>,
    mask: Span<UInt8>, dropout: Span<T>, _ descriptor: Recurrence, into states: inout MutableSpan<T>,
    cells: inout MutableSpan<T>, saved: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    recurrenceDefinition(
      projection: projection, kernel: u, bias: bias, initial: h0, initialCells: c0, mask: mask, dropout: dropout,
      descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
  }

  public func workspaceBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    recurrenceDefinitionBytes(descriptor, type)
  }

  /// What ``recurrence`` means.
  public func recurrenceDefinition<T: FloatingScalar>(
    projection: Span<T>, kernel u: Span<T>, bias: Span<T>, initial h0: Span<T>, initialCells c0: Span<T>,
    mask: Span<UInt8>, dropout: Span<T>, _ descriptor: Recurrence, into states: inout MutableSpan<T>,
    cells: inout MutableSpan<T>, saved: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let table = RecurrenceTable<T>(descriptor, &workspace)
    let (layouts, matrices) = (table.layouts, table.matrices)
    let (steps, cell) = (descriptor.steps, descriptor.cell)
    var x = matrices.writing(table.gate(0, 0)..<table.gate(steps, 0))
    copy(projection, layouts.byStep(cell.gates, backwards: descriptor.goBackwards), into: &x)
    if !mask.isEmpty {
      var masks = table.masks.writing(0..<steps)
      copy(mask, layouts.maskByStep, into: &masks)
    }
    fill(1, into: table.ones, table)
    copy(h0, into: table.h, table)
    if cell == .lstm { copy(c0, into: table.c, table) }
    for s in 0..<steps {
      let (newH, newC) = (table.room(4), table.room(5))
      switch cell {
      case .simple:
        recurrentProduct(gate: 0, u, bias, dropout, into: table.room(8), table)
        binary(.add, table.gate(s, 0), table.room(8), into: table.room(9), table)
        activate(descriptor.activation, table.room(9), into: newH, table)
      case .lstm: lstm(s, u, dropout, newH, newC, table)
      case .gru, .gruResetAfter: gru(s, u, bias, dropout, newH, table)
      }
      if mask.isEmpty {
        copy(matrices[newH], into: table.state(s), table)
        if cell == .lstm { copy(matrices[newC], into: table.cell(s), table) }
      } else {
        choose(newH, table.h, at: s, into: table.state(s), table)
        if cell == .lstm { choose(newC, table.c, at: s, into: table.cell(s), table) }
      }
      copy(matrices[table.state(s)], into: table.h, table)
      if cell == .lstm { copy(matrices[table.cell(s)], into: table.c, table) }
    }
    let single = layouts.bySequence(1, backwards: false)
    copy(matrices[table.state(0)..<table.state(steps)], single, into: &states)
    if !cells.isEmpty { copy(matrices[table.cell(0)..<table.cell(steps)], single, into: &cells) }
    if !saved.isEmpty {
      let all = matrices[table.saved(0, 0)..<table.saved(steps, 0)]
      copy(all, layouts.bySequence(cell.savedGates, backwards: false), into: &saved)
    }
  }

  /// The workspace of ``recurrenceDefinition``.
  public func recurrenceDefinitionBytes(_ descriptor: Recurrence, _ type: any FloatingScalar.Type) -> Int {
    let product = RecurrenceLayouts(descriptor: descriptor).product(transposed: false)
    return RecurrenceTable<Float>.bytes(descriptor, type, product: workspaceBytes(product, type))
  }

  /// Matrix `i` = (h times the factors of dropout) · the columns of U of one gate + their bias.
  private func recurrentProduct<T: FloatingScalar>(
    gate: Int, _ u: Span<T>, _ bias: Span<T>, _ dropout: Span<T>, into i: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    let (dropped, product) = (table.room(10), table.room(11))
    drop(table.h, gate: gate, dropout, into: dropped, table)
    if bias.isEmpty { return self.product(dropped, gate: gate, u, transposed: false, into: i, table) }
    self.product(dropped, gate: gate, u, transposed: false, into: product, table)
    let units = table.descriptor.units
    var y = table.matrices.writing(i)
    let row = bias.extracting(gate * units..<(gate + 1) * units)
    binary(.add, table.matrices[product], row, table.layouts.withRow, into: &y)
  }

  private func lstm<T: FloatingScalar>(
    _ s: Int, _ u: Span<T>, _ dropout: Span<T>, _ newH: Int, _ newC: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    let descriptor = table.descriptor
    let (a, b) = (table.room(8), table.room(9))
    for gate in 0..<4 {
      recurrentProduct(gate: gate, u, Span(), dropout, into: a, table)
      binary(.add, table.gate(s, gate), a, into: b, table)
      activate(
        gate == 2 ? descriptor.activation : descriptor.recurrentActivation, b, into: table.saved(s, gate), table)
    }
    binary(.multiply, table.saved(s, 1), table.c, into: a, table)
    binary(.multiply, table.saved(s, 0), table.saved(s, 2), into: b, table)
    binary(.add, a, b, into: newC, table)
    activate(descriptor.activation, newC, into: a, table)
    binary(.multiply, table.saved(s, 3), a, into: newH, table)
  }

  private func gru<T: FloatingScalar>(
    _ s: Int, _ u: Span<T>, _ bias: Span<T>, _ dropout: Span<T>, _ newH: Int, _ table: borrowing RecurrenceTable<T>
  ) {
    let descriptor = table.descriptor
    let (a, b) = (table.room(8), table.room(9))
    let (z, r, g) = (table.saved(s, 0), table.saved(s, 1), table.saved(s, 2))
    for gate in 0..<2 {
      recurrentProduct(gate: gate, u, bias, dropout, into: a, table)
      binary(.add, table.gate(s, gate), a, into: b, table)
      activate(descriptor.recurrentActivation, b, into: table.saved(s, gate), table)
    }
    if descriptor.cell == .gruResetAfter {
      let inner = table.saved(s, 3)
      recurrentProduct(gate: 2, u, bias, dropout, into: inner, table)
      binary(.multiply, r, inner, into: a, table)
    } else {
      drop(table.h, gate: 2, dropout, into: a, table)
      binary(.multiply, r, a, into: b, table)
      product(b, gate: 2, u, transposed: false, into: a, table)
    }
    binary(.add, table.gate(s, 2), a, into: b, table)
    activate(descriptor.activation, b, into: g, table)
    binary(.multiply, z, table.h, into: a, table)
    binary(.subtract, table.ones, z, into: b, table)
    binary(.multiply, b, g, into: table.room(10), table)
    binary(.add, a, table.room(10), into: newH, table)
  }
}
