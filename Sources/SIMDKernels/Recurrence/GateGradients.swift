internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

extension GateGradientRows {
  /// Whether a row counts.
  @inline(__always)
  fileprivate func counts(_ row: Int) -> Bool {
    if let mask { mask[row &* maskRow] != 0 } else { true }
  }

  /// The gradient of the state after the step: its result's, and what later steps have of it.
  @inline(__always)
  fileprivate func stateGradient(_ row: Int, _ u: Int, _ width: Int) -> Floats {
    let later =
      vector_load_first(past + (row &* units &+ u), width) + vector_load_first(carried + (row &* units &+ u), width)
    return vector_load_first(dState + (row &* dStateRow &+ u), width) + later
  }

  /// Of a row that does not count: the gates have no gradient, and the state's goes past them.
  @inline(__always)
  fileprivate func passOver(_ row: Int, gates: Int, hasInner: Bool) {
    var u = 0
    while u < units {
      let width = min(lanes, units &- u)
      vector_store_first(past + (row &* units &+ u), stateGradient(row, u, width), width)
      u &+= lanes
    }
    spread(Floats(repeating: 0), dGates + row &* dGatesRow, gates &* units)
    if hasInner { spread(Floats(repeating: 0), dInner + row &* dInnerRow, gates &* units) }
  }
}

/// dx = f′(h)·dh.
func simpleGradient(_ step: GateGradientRows) {
  let n = step.units
  for row in 0..<step.rows {
    if !step.counts(row) {
      step.passOver(row, gates: 1, hasInner: false)
      continue
    }
    var u = 0
    while u < n {
      let width = min(lanes, n &- u)
      let dH = step.stateGradient(row, u, width)
      let h = vector_load_first(step.state + (row &* step.stateRow &+ u), width)
      vector_store_first(
        step.dGates + (row &* step.dGatesRow &+ u), activationGradient(step.activation, h, dH), width)
      u &+= lanes
    }
    spread(Floats(repeating: 0), step.past + row &* n, n)
  }
}

func lstmGradient(_ step: GateGradientRows) {
  let n = step.units
  let (activation, gate) = (step.activation, step.recurrentActivation)
  for row in 0..<step.rows {
    let cellGradient = step.cellGradient + row &* n
    var dCells: UnsafePointer<Float>?
    if let all = step.dCells { dCells = all + row &* step.dCellsRow }
    if !step.counts(row) {
      step.passOver(row, gates: 4, hasInner: false)
      if let dCells { zip(cellGradient, dCells, cellGradient, n) { $0 + $1 } }
      continue
    }
    let saved = step.saved + row &* step.savedRow
    let dGates = step.dGates + row &* step.dGatesRow
    // Room for f(c), until the gate's gradient stands there.
    activate(activation, step.cells + row &* step.cellsRow, dGates, n)
    var u = 0
    while u < n {
      let width = min(lanes, n &- u)
      let dH = step.stateGradient(row, u, width)
      let i = vector_load_first(saved + u, width)
      let f = vector_load_first(saved + (n &+ u), width)
      let g = vector_load_first(saved + (2 &* n &+ u), width)
      let o = vector_load_first(saved + (3 &* n &+ u), width)
      let a = vector_load_first(UnsafePointer(dGates + u), width)
      let c = vector_load_first(step.cellsBefore + (row &* step.cellsBeforeRow &+ u), width)
      var dC = vector_load_first(cellGradient + u, width)
      if let dCells { dC += vector_load_first(dCells + u, width) }
      dC += activationGradient(activation, a, dH * o)
      vector_store_first(dGates + (3 &* n &+ u), activationGradient(gate, o, dH * a), width)
      vector_store_first(dGates + u, activationGradient(gate, i, dC * g), width)
      vector_store_first(dGates + (2 &* n &+ u), activationGradient(activation, g, dC * i), width)
      vector_store_first(dGates + (n &+ u), activationGradient(gate, f, dC * c), width)
      vector_store_first(cellGradient + u, dC * f, width)
      u &+= lanes
    }
    spread(Floats(repeating: 0), step.past + row &* n, n)
  }
}

func gruGradient(_ step: GateGradientRows) {
  let n = step.units
  let (activation, gate) = (step.activation, step.recurrentActivation)
  let one = Floats(repeating: 1)
  for row in 0..<step.rows {
    if !step.counts(row) {
      step.passOver(row, gates: 3, hasInner: true)
      continue
    }
    let saved = step.saved + row &* step.savedRow
    let dGates = step.dGates + row &* step.dGatesRow
    let dInner = step.dInner + row &* step.dInnerRow
    var u = 0
    while u < n {
      let width = min(lanes, n &- u)
      let dH = step.stateGradient(row, u, width)
      let z = vector_load_first(saved + u, width)
      let r = vector_load_first(saved + (n &+ u), width)
      let g = vector_load_first(saved + (2 &* n &+ u), width)
      let inner = vector_load_first(saved + (3 &* n &+ u), width)
      let h = vector_load_first(step.before + (row &* step.beforeRow &+ u), width)
      let dZ = activationGradient(gate, z, dH * (h - g))
      let dG = activationGradient(activation, g, dH * (one - z))
      let dR = activationGradient(gate, r, dG * inner)
      vector_store_first(dGates + u, dZ, width)
      vector_store_first(dGates + (n &+ u), dR, width)
      vector_store_first(dGates + (2 &* n &+ u), dG, width)
      vector_store_first(dInner + u, dZ, width)
      vector_store_first(dInner + (n &+ u), dR, width)
      vector_store_first(dInner + (2 &* n &+ u), dG * r, width)
      vector_store_first(step.past + (row &* n &+ u), dH * z, width)
      u &+= lanes
    }
  }
}
