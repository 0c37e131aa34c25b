internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

/// y[i] = f(a[i] + b[i]) for i below count.
@inline(never)
func activateSum(
  _ kind: ActivationKind, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  switch kind {
  case .linear: zip(a, b, y, count) { $0 + $1 }
  case .relu: zip(a, b, y, count) { vector_max(Floats(repeating: 0), $0 + $1) }
  case .sigmoid: zip(a, b, y, count) { sigmoid($0 + $1) }
  case .tanh: zip(a, b, y, count) { tanh($0 + $1) }
  }
}

/// y[i] = f(x[i]) for i below count.
@inline(never)
func activate(
  _ kind: ActivationKind, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
) {
  switch kind {
  case .linear: map(x, y, count) { $0 }
  case .relu: map(x, y, count) { vector_max(Floats(repeating: 0), $0) }
  case .sigmoid: map(x, y, count) { sigmoid($0) }
  case .tanh: map(x, y, count) { tanh($0) }
  }
}

/// From y = f(x) and dy: dx.
@inline(__always)
func activationGradient(_ kind: ActivationKind, _ y: Floats, _ dy: Floats) -> Floats {
  let one = Floats(repeating: 1)
  switch kind {
  case .linear: return dy
  case .relu: return vector_select(vector_less(Floats(repeating: 0), y), dy, Floats(repeating: 0))
  case .sigmoid: return dy * y * (one - y)
  case .tanh: return dy * (one - y * y)
  }
}

extension GateRows {
  /// Whether a row counts.
  @inline(__always)
  func counts(_ row: Int) -> Bool {
    if let mask { mask[row &* maskRow] != 0 } else { true }
  }
}

/// h = f(x + h·U).
func simpleStep(_ step: GateRows) {
  for row in 0..<step.rows {
    let state = step.state + row &* step.stateRow
    if step.counts(row) {
      activateSum(
        step.activation, step.projection + row &* step.projectionRow, step.product + row &* step.productRow, state,
        step.units)
    } else {
      map(step.before + row &* step.beforeRow, state, step.units) { $0 }
    }
  }
}

/// i, f, g, o; c = f·c + i·g; h = o·f(c).
func lstmStep(_ step: GateRows) {
  let n = step.units
  for row in 0..<step.rows {
    let projection = step.projection + row &* step.projectionRow
    let product = step.product + row &* step.productRow
    let saved = step.saved + row &* step.savedRow
    let state = step.state + row &* step.stateRow
    let cells = step.cells + row &* step.cellsRow
    let cellsBefore = step.cellsBefore + row &* step.cellsBeforeRow
    // The input and forget gates lie side by side and have one function.
    activateSum(step.recurrentActivation, projection, product, saved, 2 &* n)
    activateSum(step.activation, projection + 2 &* n, product + 2 &* n, saved + 2 &* n, n)
    activateSum(step.recurrentActivation, projection + 3 &* n, product + 3 &* n, saved + 3 &* n, n)
    if !step.counts(row) {
      map(cellsBefore, cells, n) { $0 }
      map(step.before + row &* step.beforeRow, state, n) { $0 }
      continue
    }
    var u = 0
    while u < n {
      let width = min(lanes, n &- u)
      let i = vector_load_first(saved + u, width)
      let f = vector_load_first(saved + (n &+ u), width)
      let g = vector_load_first(saved + (2 &* n &+ u), width)
      let c = vector_load_first(cellsBefore + u, width)
      vector_store_first(cells + u, vector_multiply_add(f, c, i * g), width)
      u &+= lanes
    }
    activate(step.activation, cells, state, n)
    zip(state, saved + 3 &* n, state, n) { $0 * $1 }
  }
}

/// z, r, g = f(x + r·(h·U + b)); h = z·h + (1 − z)·g.
func gruStep(_ step: GateRows) {
  let n = step.units
  for row in 0..<step.rows {
    let projection = step.projection + row &* step.projectionRow
    let product = step.product + row &* step.productRow
    let saved = step.saved + row &* step.savedRow
    let state = step.state + row &* step.stateRow
    let before = step.before + row &* step.beforeRow
    activateSum(step.recurrentActivation, projection, product, saved, 2 &* n)
    map(product + 2 &* n, saved + 3 &* n, n) { $0 }
    zip(saved + n, saved + 3 &* n, saved + 2 &* n, n) { $0 * $1 }
    activateSum(step.activation, projection + 2 &* n, saved + 2 &* n, saved + 2 &* n, n)
    if !step.counts(row) {
      map(before, state, n) { $0 }
      continue
    }
    var u = 0
    while u < n {
      let width = min(lanes, n &- u)
      let z = vector_load_first(saved + u, width)
      let g = vector_load_first(saved + (2 &* n &+ u), width)
      let h = vector_load_first(before + u, width)
      let rest = (Floats(repeating: 1) - z) * g
      vector_store_first(state + u, vector_multiply_add(z, h, rest), width)
      u &+= lanes
    }
  }
}
