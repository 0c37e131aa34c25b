internal import CVector

/// Each row y = eˣ / Σ eˣ.
func softmax(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int) {
  withPlaces { softmax(x, y, rows, length, $0) }
}

@inline(__always)
private func softmax(
  _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int,
  _ places: UnsafeMutablePointer<Floats>
) {
  let one = Floats(repeating: 1)
  for row in 0..<rows {
    let (p, q) = (x + row &* length, y + row &* length)
    if length <= lanes {
      let (_, e, sum) = RegisterRow(p, length).exponentials()
      vector_store_first(q, e / sum, length)
    } else {
      let sum = storeExponentials(p, q, length, places)
      let factor = one / sum
      @inline(__always)
      func normalize(_ e: Floats) -> Floats { e * factor }
      map(q, q, length, normalize)
    }
  }
}

/// Each row y = x − log Σ eˣ.
func logSoftmax(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int) {
  withPlaces { logSoftmax(x, y, rows, length, $0) }
}

@inline(__always)
private func logSoftmax(
  _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int,
  _ places: UnsafeMutablePointer<Floats>
) {
  for row in 0..<rows {
    let (p, q) = (x + row &* length, y + row &* length)
    if length <= lanes {
      let (shifted, _, sum) = RegisterRow(p, length).exponentials()
      vector_store_first(q, shifted - log(sum), length)
    } else {
      let shift = largest(p, length)
      let logarithm = log(sumOfExponentials(p, length, shift, places))
      @inline(__always)
      func normalize(_ x: Floats) -> Floats { (x - shift) - logarithm }
      map(p, q, length, normalize)
    }
  }
}

/// From y = softmax(x) and dy, each row dx = y·(dy − Σ y·dy).
func softmaxGradient(
  _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ rows: Int,
  _ length: Int
) {
  withPlaces { softmaxGradient(y, dy, dx, rows, length, $0) }
}

@inline(__always)
private func softmaxGradient(
  _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ rows: Int,
  _ length: Int, _ places: UnsafeMutablePointer<Floats>
) {
  for row in 0..<rows {
    let (p, q, result) = (y + row &* length, dy + row &* length, dx + row &* length)
    let mean = innerProduct(p, q, length, places)
    @inline(__always)
    func derivative(_ y: Floats, _ dy: Floats) -> Floats { y * (dy - mean) }
    zip(p, q, result, length, derivative)
  }
}
