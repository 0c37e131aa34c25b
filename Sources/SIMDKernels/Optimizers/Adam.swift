internal import CVector
internal import KeratinSIMDTable

/// One step of Adam: m ← m + (g − m)·newM, v ← v + (g² − v)·newV, w ← w − rate·m / (√v + epsilon); with AMSGrad the
/// largest v so far stands under the root.
func adam(
  _ g: UnsafePointer<Float>, _ factors: AdamFactors, _ w: UnsafeMutablePointer<Float>,
  _ m: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>, _ largest: UnsafeMutablePointer<Float>?,
  _ count: Int
) {
  let newM = Floats(repeating: factors.newM)
  let newV = Floats(repeating: factors.newV)
  let rate = Floats(repeating: factors.rate)
  let epsilon = Floats(repeating: factors.epsilon)
  var i = 0
  while i < count {
    let width = min(lanes, count &- i)
    let gradient = vector_load_first(g + i, width)
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
    i &+= width
  }
}
