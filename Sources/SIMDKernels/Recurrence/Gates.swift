internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

// Each step is compiled for the usual functions and once more for any others: a choice in each vector would take as long as a function.

/// h = f(x + h·U).
func simpleStep(_ step: GateRows) {
  if case .tanh = step.activation { simpleRows(step) { tanh($0) } } else { otherSimpleStep(step) }
}

@inline(never)
private func otherSimpleStep(_ step: GateRows) {
  let kind = step.activation
  simpleRows(step) { activated(kind, $0) }
}

@inline(__always)
private func simpleRows(_ step: GateRows, _ f: (Floats) -> Floats) {
  for row in 0..<step.rows {
    let counts = step.counts(row)
    @inline(__always)
    func vector(_ u: Int, _ width: Int) {
      let sum = step.input(row, 0, u, width) + step.inner(row, 0, u, width)
      step.set(f(sum), row, counts, u, width)
    }
    forEachVector(of: step.units, vector)
  }
}

/// i, f, g, o; c = f·c + i·g; h = o·f(c).
func lstmStep(_ step: GateRows) {
  if case .tanh = step.activation, case .sigmoid = step.recurrentActivation {
    lstmRows(step, { tanh($0) }, { sigmoid($0) })
  } else {
    otherLSTMStep(step)
  }
}

@inline(never)
private func otherLSTMStep(_ step: GateRows) {
  let (kind, gate) = (step.activation, step.recurrentActivation)
  lstmRows(step, { activated(kind, $0) }, { activated(gate, $0) })
}

@inline(__always)
private func lstmRows(_ step: GateRows, _ f: (Floats) -> Floats, _ gate: (Floats) -> Floats) {
  for row in 0..<step.rows {
    let counts = step.counts(row)
    let c = step.c + row &* step.hRow
    @inline(__always)
    func vector(_ u: Int, _ width: Int) {
      let i = gate(step.input(row, 0, u, width) + step.inner(row, 0, u, width))
      let forget = gate(step.input(row, 1, u, width) + step.inner(row, 1, u, width))
      let g = f(step.input(row, 2, u, width) + step.inner(row, 2, u, width))
      let o = gate(step.input(row, 3, u, width) + step.inner(row, 3, u, width))
      step.save(i, row, 0, u, width)
      step.save(forget, row, 1, u, width)
      step.save(g, row, 2, u, width)
      step.save(o, row, 3, u, width)
      let before = vector_load_first(c + u, width)
      let after = vector_multiply_add(forget, before, i * g)
      let new = counts ? after : before
      vector_store_first(c + u, new, width)
      if let cells = step.cells { keep(new, cells + (row &* step.cellsRow &+ u), width, streams: step.streams) }
      step.set(o * f(after), row, counts, u, width)
    }
    forEachVector(of: step.units, vector)
  }
}

/// z, r, g = f(x + r·(h·U + b)); h = z·h + (1 − z)·g.
func gruStep(_ step: GateRows) {
  if case .tanh = step.activation, case .sigmoid = step.recurrentActivation {
    gruRows(step, { tanh($0) }, { sigmoid($0) })
  } else {
    otherGRUStep(step)
  }
}

@inline(never)
private func otherGRUStep(_ step: GateRows) {
  let (kind, gate) = (step.activation, step.recurrentActivation)
  gruRows(step, { activated(kind, $0) }, { activated(gate, $0) })
}

@inline(__always)
private func gruRows(_ step: GateRows, _ f: (Floats) -> Floats, _ gate: (Floats) -> Floats) {
  for row in 0..<step.rows {
    let counts = step.counts(row)
    @inline(__always)
    func vector(_ u: Int, _ width: Int) {
      let z = gate(step.input(row, 0, u, width) + step.inner(row, 0, u, width))
      let r = gate(step.input(row, 1, u, width) + step.inner(row, 1, u, width))
      let inner = step.inner(row, 2, u, width)
      let g = f(step.input(row, 2, u, width) + r * inner)
      step.save(z, row, 0, u, width)
      step.save(r, row, 1, u, width)
      step.save(g, row, 2, u, width)
      step.save(inner, row, 3, u, width)
      let before = vector_load_first(step.before + (row &* step.hRow &+ u), width)
      step.set(vector_multiply_add(z, before, (Floats(repeating: 1) - z) * g), row, counts, u, width)
    }
    forEachVector(of: step.units, vector)
  }
}

extension GateRows {
  /// Whether a row counts.
  @inline(__always)
  fileprivate func counts(_ row: Int) -> Bool {
    if let mask { mask[row &* maskRow] != 0 } else { true }
  }

  /// h·U + bias of one gate.
  @inline(__always)
  fileprivate func inner(_ row: Int, _ gate: Int, _ u: Int, _ width: Int) -> Floats {
    let product = vector_load_first(product + (row &* productRow &+ gate &* productGate &+ u), width)
    guard let bias else { return product }
    return product + vector_load_first(bias + (gate &* self.gate &+ u), width)
  }

  /// The projected input of one gate. That of the next step is asked for: steps lie too far apart for the processor to foresee.
  @inline(__always)
  fileprivate func input(_ row: Int, _ gate: Int, _ u: Int, _ width: Int) -> Floats {
    let address = projection + (row &* projectionRow &+ gate &* self.gate &+ u)
    vector_prefetch_far(address + projectionStep)
    return vector_load_first(address, width)
  }

  /// Keeps what the gradient needs of one gate.
  @inline(__always)
  fileprivate func save(_ value: Floats, _ row: Int, _ kind: Int, _ u: Int, _ width: Int) {
    if let saved { keep(value, saved + (row &* savedRow &+ kind &* gate &+ u), width, streams: streams) }
  }

  /// Makes `value` the state of a row, which stays as it was where the row does not count.
  @inline(__always)
  fileprivate func set(_ value: Floats, _ row: Int, _ counts: Bool, _ u: Int, _ width: Int) {
    let new = counts ? value : vector_load_first(before + (row &* hRow &+ u), width)
    vector_store_first(h + (row &* hRow &+ u), new, width)
    vector_store_first(state + (row &* stateRow &+ u), new, width)
  }
}
