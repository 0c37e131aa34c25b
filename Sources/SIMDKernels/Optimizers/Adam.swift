internal import CVector
internal import KeratinSIMDTable

/// One step of Adam: m ← m + (g − m)·newM, v ← v + (g² − v)·newV, w ← w − rate·m / (√v + epsilon); with AMSGrad the
/// largest v so far stands under the root.
func adam(
  _ g: UnsafePointer<Float>, _ factors: AdamFactors, _ w: UnsafeMutablePointer<Float>,
  _ m: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>, _ largest: UnsafeMutablePointer<Float>?,
  _ count: Int
) {
  let step = AdamVectors(factors)
  var i = 0
  while i < count {
    let width = min(lanes, count &- i)
    step.update(vector_load_first(g + i, width), w, m, v, largest, i, width)
    i &+= lanes
  }
}

/// The same for `rows` rows of a table from row `first` on, whose gradients are added up in their order.
func sparseAdam(
  _ g: RowGradients, _ factors: AdamFactors, _ w: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Float>,
  _ v: UnsafeMutablePointer<Float>, _ largest: UnsafeMutablePointer<Float>?, _ first: Int, _ rows: Int
) {
  let step = AdamVectors(factors)
  let length = g.length
  for row in first..<first &+ rows {
    let start = row &* length
    let head = g.heads[row]
    var j = 0
    while j < length {
      let width = min(lanes, length &- j)
      var gradient = Floats.zero
      var index = head
      while index >= 0 {
        gradient += vector_load_first(g.elements + (Int(index) &* length &+ j), width)
        index = g.followers[Int(index)]
      }
      step.update(gradient, w, m, v, largest, start &+ j, width)
      j &+= lanes
    }
  }
}

/// The factors of one step of Adam, spread over the lanes.
private struct AdamVectors {
  let newM: Floats
  let newV: Floats
  let rate: Floats
  let epsilon: Floats

  @inline(__always)
  init(_ factors: AdamFactors) {
    newM = Floats(repeating: factors.newM)
    newV = Floats(repeating: factors.newV)
    rate = Floats(repeating: factors.rate)
    epsilon = Floats(repeating: factors.epsilon)
  }

  /// The step of `width` elements from `i` on.
  @inline(__always)
  func update(
    _ gradient: Floats, _ w: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Float>,
    _ v: UnsafeMutablePointer<Float>, _ largest: UnsafeMutablePointer<Float>?, _ i: Int, _ width: Int
  ) {
    let oldM = vector_load_first(m + i, width)
    let oldV = vector_load_first(v + i, width)
    let mean = vector_multiply_add(gradient - oldM, newM, oldM)
    var square = vector_multiply_add(vector_multiply_subtract(gradient, gradient, oldV), newV, oldV)
    vector_store_first(m + i, mean, width)
    vector_store_first(v + i, square, width)
    if let largest {
      square = vector_max_or_nan(vector_load_first(largest + i, width), square)
      vector_store_first(largest + i, square, width)
    }
    let step = rate * mean / (vector_sqrt(square) + epsilon)
    vector_store_first(w + i, vector_load_first(w + i, width) - step, width)
  }
}
