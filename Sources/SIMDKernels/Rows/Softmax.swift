internal import CVector

/// Each row y = eˣ / Σ eˣ.
func softmax(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int) {
  let one = Floats(repeating: 1)
  for row in 0..<rows {
    let (p, q) = (x + row &* length, y + row &* length)
    if length <= lanes {
      let (_, e, sum) = RegisterRow(p, length).exponentials()
      vector_store_first(q, e / sum, length)
    } else {
      let sum = sumOfExponentials(p, length, largest(p, length)) { e, i, width in vector_store_first(q + i, e, width) }
      let factor = one / sum
      map(q, q, length) { $0 * factor }
    }
  }
}

/// Each row y = x − log Σ eˣ.
func logSoftmax(_ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int) {
  for row in 0..<rows {
    let (p, q) = (x + row &* length, y + row &* length)
    if length <= lanes {
      let (shifted, _, sum) = RegisterRow(p, length).exponentials()
      vector_store_first(q, shifted - log(sum), length)
    } else {
      let shift = largest(p, length)
      let logarithm = log(sumOfExponentials(p, length, shift) { _, _, _ in })
      map(p, q, length) { ($0 - shift) - logarithm }
    }
  }
}

/// From y = softmax(x) and dy, each row dx = y·(dy − Σ y·dy).
func softmaxGradient(
  _ y: UnsafePointer<Float>, _ dy: UnsafePointer<Float>, _ dx: UnsafeMutablePointer<Float>, _ rows: Int,
  _ length: Int
) {
  for row in 0..<rows {
    let (p, q, result) = (y + row &* length, dy + row &* length, dx + row &* length)
    let mean = innerProduct(p, q, length)
    zip(p, q, result, length) { $0 * ($1 - mean) }
  }
}
