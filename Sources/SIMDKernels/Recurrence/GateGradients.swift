internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

// As in steps, the usual functions have code of their own.

/// dx = f′(h)·dh.
func simpleGradient(_ step: GateGradientRows) {
  if case .tanh = step.activation { simpleRows(step) { gradientOfTanh($0, $1) } } else { otherSimpleGradient(step) }
}

@inline(never)
private func otherSimpleGradient(_ step: GateGradientRows) {
  let kind = step.activation
  simpleRows(step) { activationGradient(kind, $0, $1) }
}

@inline(__always)
private func simpleRows(_ step: GateGradientRows, _ gradient: (Floats, Floats) -> Floats) {
  for row in 0..<step.rows {
    if !step.counts(row) {
      step.passOver(row, gates: 1)
      continue
    }
    @inline(__always)
    func vector(_ u: Int, _ width: Int) {
      let dH = step.stateGradient(row, u, width)
      _ = step.stateBefore(row, u, width)
      let dX = gradient(vector_load_first(step.state + (row &* step.stateRow &+ u), width), dH)
      step.store(dX, inner: dX, row, 0, u, width)
      step.passOn(Floats(repeating: 0), row, u, width)
    }
    forEachVector(of: step.units, vector)
  }
}

func lstmGradient(_ step: GateGradientRows) {
  if case .tanh = step.activation, case .sigmoid = step.recurrentActivation {
    lstmRows(step, tanh, gradientOfTanh, gradientOfSigmoid)
  } else {
    otherLSTMGradient(step)
  }
}

@inline(never)
private func otherLSTMGradient(_ step: GateGradientRows) {
  let (kind, gate) = (step.activation, step.recurrentActivation)
  @inline(__always)
  func other(_ x: Floats) -> Floats { activated(kind, x) }
  @inline(__always)
  func gradient(_ y: Floats, _ dy: Floats) -> Floats { activationGradient(kind, y, dy) }
  @inline(__always)
  func gateGradient(_ y: Floats, _ dy: Floats) -> Floats { activationGradient(gate, y, dy) }
  lstmRows(step, other, gradient, gateGradient)
}

@_transparent
private func lstmRows(
  _ step: GateGradientRows, _ f: (Floats) -> Floats, _ gradient: (Floats, Floats) -> Floats,
  _ gateGradient: (Floats, Floats) -> Floats
) {
  for row in 0..<step.rows {
    if !step.counts(row) {
      step.passOver(row, gates: 4)
      if let dCells = step.dCells {
        let cellGradient = step.cellGradient + row &* step.units
        zip(cellGradient, dCells + row &* step.dCellsRow, cellGradient, step.units, add)
      }
      continue
    }
    var u = 0
    while u &+ lanes <= step.units {
      lstmVector(step, row, u, lanes, f, gradient, gateGradient)
      u &+= lanes
    }
    if u < step.units { lstmVector(step, row, u, step.units &- u, f, gradient, gateGradient) }
  }
}

@_transparent
private func lstmVector(
  _ step: GateGradientRows, _ row: Int, _ u: Int, _ width: Int, _ f: (Floats) -> Floats,
  _ gradient: (Floats, Floats) -> Floats, _ gateGradient: (Floats, Floats) -> Floats
) {
  let cellGradient = step.cellGradient + (row &* step.units &+ u)
  let before = step.cellsBefore + (row &* step.cellsBeforeRow &+ u)
  let dH = step.stateGradient(row, u, width)
  _ = step.stateBefore(row, u, width)
  let i = step.gate(row, 0, u, width)
  let forget = step.gate(row, 1, u, width)
  let g = step.gate(row, 2, u, width)
  let o = step.gate(row, 3, u, width)
  let a = f(vector_load_first(step.cells + (row &* step.cellsRow &+ u), width))
  var dC = vector_load_first(cellGradient, width)
  if let dCells = step.dCells { dC += vector_load_first(dCells + (row &* step.dCellsRow &+ u), width) }
  dC += gradient(a, dH * o)
  let dO = gateGradient(o, dH * a)
  let dI = gateGradient(i, dC * g)
  let dG = gradient(g, dC * i)
  // The cells before the next step, two steps back.
  vector_prefetch_far(before - step.units)
  let dF = gateGradient(forget, dC * vector_load_first(before, width))
  step.store(dI, inner: dI, row, 0, u, width)
  step.store(dF, inner: dF, row, 1, u, width)
  step.store(dG, inner: dG, row, 2, u, width)
  step.store(dO, inner: dO, row, 3, u, width)
  vector_store_first(cellGradient, dC * forget, width)
  step.passOn(Floats(repeating: 0), row, u, width)
}

func gruGradient(_ step: GateGradientRows) {
  if case .tanh = step.activation, case .sigmoid = step.recurrentActivation {
    gruRows(step, { gradientOfTanh($0, $1) }, { gradientOfSigmoid($0, $1) })
  } else {
    otherGRUGradient(step)
  }
}

@inline(never)
private func otherGRUGradient(_ step: GateGradientRows) {
  let (kind, gate) = (step.activation, step.recurrentActivation)
  gruRows(step, { activationGradient(kind, $0, $1) }, { activationGradient(gate, $0, $1) })
}

@inline(__always)
private func gruRows(
  _ step: GateGradientRows, _ gradient: (Floats, Floats) -> Floats, _ gateGradient: (Floats, Floats) -> Floats
) {
  let one = Floats(repeating: 1)
  for row in 0..<step.rows {
    if !step.counts(row) {
      step.passOver(row, gates: 3)
      continue
    }
    @inline(__always)
    func vector(_ u: Int, _ width: Int) {
      let dH = step.stateGradient(row, u, width)
      let z = step.gate(row, 0, u, width)
      let r = step.gate(row, 1, u, width)
      let g = step.gate(row, 2, u, width)
      let inner = step.gate(row, 3, u, width)
      let dZ = gateGradient(z, dH * (step.stateBefore(row, u, width) - g))
      let dG = gradient(g, dH * (one - z))
      let dR = gateGradient(r, dG * inner)
      step.store(dZ, inner: dZ, row, 0, u, width)
      step.store(dR, inner: dR, row, 1, u, width)
      step.store(dG, inner: dG * r, row, 2, u, width)
      step.passOn(dH * z, row, u, width)
    }
    forEachVector(of: step.units, vector)
  }
}

extension GateGradientRows {
  /// Whether a row counts.
  @inline(__always)
  fileprivate func counts(_ row: Int) -> Bool {
    if let mask { mask[row &* maskRow] != 0 } else { true }
  }

  /// The gradient of the state after the step: its result's, and what later steps have of it.
  @inline(__always)
  fileprivate func stateGradient(_ row: Int, _ u: Int, _ width: Int) -> Floats {
    var later = vector_load_first(carried + (row &* units &+ u), width)
    if let past { later = vector_load_first(UnsafePointer(past) + (row &* units &+ u), width) + later }
    guard let dState else { return later }
    let address = dState + (row &* dStateRow &+ u)
    vector_prefetch_far(address - units)
    return vector_load_first(address, width) + later
  }

  /// The state before the step, which is kept where the gradient of U reads it.
  @inline(__always)
  fileprivate func stateBefore(_ row: Int, _ u: Int, _ width: Int) -> Floats {
    let address = before + (row &* beforeRow &+ u)
    vector_prefetch_far(address - units)
    let h = vector_load_first(address, width)
    vector_store_first(beforeStep + (row &* beforeStepRow &+ u), h, width)
    return h
  }

  /// One of the gates that were kept. That of the step before is asked for: steps lie too far apart for the processor to foresee.
  @inline(__always)
  fileprivate func gate(_ row: Int, _ kind: Int, _ u: Int, _ width: Int) -> Floats {
    let address = saved + (row &* savedRow &+ kind &* units &+ u)
    vector_prefetch_far(address - kinds &* units)
    return vector_load_first(address, width)
  }

  /// Stores the gradient of one gate, and of what U gave to it.
  @inline(__always)
  fileprivate func store(_ dGate: Floats, inner: Floats, _ row: Int, _ gate: Int, _ u: Int, _ width: Int) {
    let column = gate &* units &+ u
    keep(dGate, dGates + (row &* dGatesRow &+ column), width, streams: streams)
    if let dInner { keep(inner, dInner + (row &* dInnerRow &+ column), width, streams: streams) }
    vector_store_first(dProduct + (row &* dProductRow &+ column), inner, width)
  }

  /// Stores the share of the state's gradient that goes past the gates, where there is one.
  @inline(__always)
  fileprivate func passOn(_ gradient: Floats, _ row: Int, _ u: Int, _ width: Int) {
    if let past { vector_store_first(past + (row &* units &+ u), gradient, width) }
  }

  /// Of a row that does not count: the gates have no gradient, and the state's goes past them.
  @inline(__always)
  fileprivate func passOver(_ row: Int, gates: Int) {
    let zero = Floats(repeating: 0)
    @inline(__always)
    func vector(_ u: Int, _ width: Int) {
      passOn(stateGradient(row, u, width), row, u, width)
      _ = stateBefore(row, u, width)
      for gate in 0..<gates { store(zero, inner: zero, row, gate, u, width) }
    }
    forEachVector(of: units, vector)
  }
}
