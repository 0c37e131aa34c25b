internal import CVector

/// What the losses of a row of logits are made of, each in every lane: softmax = e^(x − shift) / sum.
@inline(__always)
private func normalizer(
  _ x: UnsafePointer<Float>, _ length: Int, _ places: UnsafeMutablePointer<Floats>
) -> (shift: Floats, sum: Floats) {
  let shift = largest(x, length)
  return (shift, sumOfExponentials(x, length, shift, places))
}

/// loss[i] = log Σⱼ e^x[i, j] − x[i, labels[i]]; 0 for a label outside the row.
func sparseCrossEntropy(
  _ x: UnsafePointer<Float>, _ labels: UnsafePointer<Int32>, _ loss: UnsafeMutablePointer<Float>, _ rows: Int,
  _ length: Int
) {
  withPlaces { sparseCrossEntropy(x, labels, loss, rows, length, $0) }
}

@inline(__always)
private func sparseCrossEntropy(
  _ x: UnsafePointer<Float>, _ labels: UnsafePointer<Int32>, _ loss: UnsafeMutablePointer<Float>, _ rows: Int,
  _ length: Int, _ places: UnsafeMutablePointer<Floats>
) {
  var row = 0
  while row < rows {
    // The logarithms of up to 16 rows are taken together.
    let width = min(lanes, rows &- row)
    var sums = Floats(repeating: 1)
    var logits = Floats(repeating: 0)
    for k in 0..<width {
      let p = x + (row &+ k) &* length
      let label = Int(labels[row &+ k])
      if label < 0 || label >= length { continue }
      let (shift, sum) = normalizer(p, length, places)
      let lane = vector_equal_int(vector_lanes(), Integers(repeating: Int32(truncatingIfNeeded: k)))
      sums = vector_select(lane, sum, sums)
      logits = vector_select(lane, Floats(repeating: p[label]) - shift, logits)
    }
    vector_store_first(loss + row, log(sums) - logits, width)
    row &+= width
  }
}

/// dx[i, :] = (softmax(x[i, :]) − oneHot(labels[i]))·dLoss[i]; 0 for a label outside the row.
func sparseCrossEntropyGradient(
  _ x: UnsafePointer<Float>, _ labels: UnsafePointer<Int32>, _ dLoss: UnsafePointer<Float>,
  _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
) {
  withPlaces { sparseCrossEntropyGradient(x, labels, dLoss, dx, rows, length, $0) }
}

@inline(__always)
private func sparseCrossEntropyGradient(
  _ x: UnsafePointer<Float>, _ labels: UnsafePointer<Int32>, _ dLoss: UnsafePointer<Float>,
  _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int, _ places: UnsafeMutablePointer<Floats>
) {
  for row in 0..<rows {
    let (p, q) = (x + row &* length, dx + row &* length)
    let label = Int(labels[row])
    let scale = Floats(repeating: dLoss[row])
    if label < 0 || label >= length {
      spread(.zero, q, length)
    } else if length <= lanes {
      let (_, e, sum) = RegisterRow(p, length).exponentials()
      let lane = vector_equal_int(vector_lanes(), Integers(repeating: labels[row]))
      let target = vector_select(lane, Floats(repeating: 1), .zero)
      vector_store_first(q, (e / sum - target) * scale, length)
    } else {
      let sum = storeExponentials(p, q, length, places)
      let factor = Floats(repeating: 1) / sum
      let correct = vector_first_lane((Floats(repeating: q[label]) * factor - Floats(repeating: 1)) * scale)
      @inline(__always)
      func derivative(_ e: Floats) -> Floats { (e * factor) * scale }
      map(q, q, length, derivative)
      q[label] = correct
    }
  }
}

/// loss[i] = −Σⱼ targets[i, j]·log softmax(x[i, :])[j].
func crossEntropy(
  _ x: UnsafePointer<Float>, _ targets: UnsafePointer<Float>, _ loss: UnsafeMutablePointer<Float>, _ rows: Int,
  _ length: Int
) {
  withPlaces { crossEntropy(x, targets, loss, rows, length, $0) }
}

@inline(__always)
private func crossEntropy(
  _ x: UnsafePointer<Float>, _ targets: UnsafePointer<Float>, _ loss: UnsafeMutablePointer<Float>, _ rows: Int,
  _ length: Int, _ places: UnsafeMutablePointer<Floats>
) {
  for row in 0..<rows {
    let (p, t) = (x + row &* length, targets + row &* length)
    if length == 0 {
      loss[row] = 0
    } else if length <= lanes {
      let (shifted, _, sum) = RegisterRow(p, length).exponentials()
      let terms = vector_load_first(t, length) * (log(sum) - shifted)
      loss[row] = vector_first_lane(vector_sum(vector_select(vector_first(length), terms, .zero)))
    } else {
      let (shift, sum) = normalizer(p, length, places)
      let logarithm = log(sum)
      @inline(__always)
      func term(_ i: Int, _ width: Int) -> Floats {
        let terms = vector_load_first(t + i, width) * (logarithm - (vector_load_first(p + i, width) - shift))
        return width == 16 ? terms : vector_select(vector_first(width), terms, .zero)
      }
      let sums = sumInBlocks(length, places, term)
      loss[row] = vector_first_lane(vector_sum(sums))
    }
  }
}

/// dx[i, :] = (softmax(x[i, :])·Σⱼ targets[i, j] − targets[i, :])·dLoss[i].
func crossEntropyGradient(
  _ x: UnsafePointer<Float>, _ targets: UnsafePointer<Float>, _ dLoss: UnsafePointer<Float>,
  _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
) {
  withPlaces { crossEntropyGradient(x, targets, dLoss, dx, rows, length, $0) }
}

@inline(__always)
private func crossEntropyGradient(
  _ x: UnsafePointer<Float>, _ targets: UnsafePointer<Float>, _ dLoss: UnsafePointer<Float>,
  _ dx: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int, _ places: UnsafeMutablePointer<Floats>
) {
  for row in 0..<rows {
    let (p, t, q) = (x + row &* length, targets + row &* length, dx + row &* length)
    let scale = Floats(repeating: dLoss[row])
    if length <= lanes {
      let (_, e, sum) = RegisterRow(p, length).exponentials()
      let target = vector_load_first(t, length)
      vector_store_first(q, (e / sum * vector_sum(target) - target) * scale, length)
    } else {
      let sum = storeExponentials(p, q, length, places)
      @inline(__always)
      func target(_ i: Int, _ width: Int) -> Floats { vector_load_first(t + i, width) }
      let mass = vector_sum(sumInBlocks(length, places, target))
      let factor = mass / sum
      @inline(__always)
      func derivative(_ e: Floats, _ t: Floats) -> Floats { (e * factor - t) * scale }
      zip(q, t, q, length, derivative)
    }
  }
}
