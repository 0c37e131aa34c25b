internal import CVector

/// y = (x − mean) / √(variance + ε)·γ + β in each row, with the row's mean (0 unless it `centers`) and variance.
func normalizeRows(
  _ x: UnsafePointer<Float>, _ gamma: UnsafePointer<Float>, _ beta: UnsafePointer<Float>, _ centers: Bool,
  _ epsilon: Float, _ y: UnsafeMutablePointer<Float>, _ mean: UnsafeMutablePointer<Float>,
  _ variance: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
) {
  withPlaces { normalizeRows(x, gamma, beta, centers, epsilon, y, mean, variance, rows, length, $0) }
}

@inline(__always)
private func normalizeRows(
  _ x: UnsafePointer<Float>, _ gamma: UnsafePointer<Float>, _ beta: UnsafePointer<Float>, _ centers: Bool,
  _ epsilon: Float, _ y: UnsafeMutablePointer<Float>, _ means: UnsafeMutablePointer<Float>,
  _ variances: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int, _ places: UnsafeMutablePointer<Floats>
) {
  let share = Floats(repeating: 1 / Float(length))
  for row in 0..<rows {
    let (p, q) = (x + row &* length, y + row &* length)
    var mean = Floats(repeating: 0)
    if centers {
      @inline(__always)
      func element(_ i: Int, _ width: Int) -> Floats { vector_load_first(p + i, width) }
      mean = vector_sum(sumInBlocks(length, places, element)) * share
    }
    @inline(__always)
    func square(_ i: Int, _ width: Int) -> Floats {
      let difference = vector_load_first(p + i, width) - mean
      let square = difference * difference
      return width == 16 ? square : vector_select(vector_first(width), square, .zero)
    }
    let variance = vector_first_lane(vector_sum(sumInBlocks(length, places, square)) * share)
    means[row] = vector_first_lane(mean)
    variances[row] = variance
    let inverse = Floats(repeating: 1 / (variance + epsilon).squareRoot())
    @inline(__always)
    func scale(_ i: Int, _ width: Int) {
      let normal = (vector_load_first(p + i, width) - mean) * inverse
      vector_store_first(
        q + i, vector_multiply_add(normal, vector_load_first(gamma + i, width), vector_load_first(beta + i, width)),
        width)
    }
    forEachVector(of: length, scale)
  }
}

/// inverse = 1 / √(variance + ε).
func inverseDeviations(
  _ variance: UnsafePointer<Float>, _ epsilon: Float, _ inverse: UnsafeMutablePointer<Float>, _ count: Int
) {
  let epsilon = Floats(repeating: epsilon)
  @inline(__always)
  func invert(_ variance: Floats) -> Floats { Floats(repeating: 1) / vector_sqrt(variance + epsilon) }
  map(variance, inverse, count, invert)
}

/// dx = (γ·dy − mean of γ·dy − x̂·mean of γ·dy·x̂)·inverse in each row, x̂ = (x − mean)·inverse; the first mean counts as 0 unless it
/// `centers`.
func rowGradient(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ gamma: UnsafePointer<Float>, _ mean: UnsafePointer<Float>,
  _ inverse: UnsafePointer<Float>, _ centers: Bool, _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
) {
  let share = Floats(repeating: 1 / Float(length))
  let centering = centers ? share : .zero
  for row in 0..<rows {
    let (p, q, result) = (x + row &* length, dy + row &* length, dx + row &* length)
    let (center, factor) = (Floats(repeating: mean[row]), Floats(repeating: inverse[row]))
    var (total, product) = (Floats(repeating: 0), Floats(repeating: 0))
    @inline(__always)
    func add(_ i: Int, _ width: Int) {
      // Beyond the row γ·dy is 0.
      let scaled = vector_load_first(q + i, width) * vector_load_first(gamma + i, width)
      total = total + scaled
      product = product + scaled * (vector_load_first(p + i, width) - center)
    }
    forEachVector(of: length, add)
    let first = vector_sum(total) * centering
    let second = vector_sum(product) * share * factor * factor
    @inline(__always)
    func differentiate(_ i: Int, _ width: Int) {
      let scaled = vector_load_first(q + i, width) * vector_load_first(gamma + i, width)
      let difference = vector_load_first(p + i, width) - center
      vector_store_first(result + i, (scaled - first - difference * second) * factor, width)
    }
    forEachVector(of: length, differentiate)
  }
}

/// sums = Σ dy of each column, then Σ dy·x̂ of each.
func rowParameterSums(
  _ x: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ mean: UnsafePointer<Float>, _ inverse: UnsafePointer<Float>,
  _ rows: Int, _ length: Int, _ sums: UnsafeMutablePointer<Double>
) {
  var j = 0
  while j < length {
    let width = min(lanes, length &- j)
    let (x, dy) = (x + j, dy + j)
    store(sumOfRows(rows) { vector_load_first(dy + $0 &* length, width) }, sums + j, width)
    let products = sumOfRows(rows) { row -> Floats in
      let place = row &* length
      let difference = vector_load_first(x + place, width) - Floats(repeating: mean[row])
      return vector_load_first(dy + place, width) * (difference * Floats(repeating: inverse[row]))
    }
    store(products, sums + (length &+ j), width)
    j &+= width
  }
}
