internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

extension ProductBlock {
  /// True if the product is not yet the result.
  var needsFinish: Bool { bias != nil || residual != nil || activation != .linear }

  var rectifies: Bool { activation == .relu }

  /// True if tiles can make the result as they store their sums.
  var isFinishedByTiles: Bool {
    residual == nil && (bias == nil || biasStep == 1) && (activation == .linear || rectifies)
  }
}

/// C = activation(C + bias + residual) for the rows and columns from `c` on, which a tile has just left in the cache.
@inline(never)
func finish(_ block: ProductBlock, _ c: UnsafeMutablePointer<Float>, rows: Int, column: Int, columns: Int) {
  switch block.activation {
  case .linear: finish(block, c, rows, column, columns) { $0 }
  case .relu: finish(block, c, rows, column, columns) { vector_max(Floats(repeating: 0), $0) }
  case .sigmoid: finish(block, c, rows, column, columns) { sigmoid($0) }
  case .tanh: finish(block, c, rows, column, columns) { tanh($0) }
  }
}

@inline(__always)
private func finish(
  _ block: ProductBlock, _ c: UnsafeMutablePointer<Float>, _ rows: Int, _ column: Int, _ columns: Int,
  _ activation: (Floats) -> Floats
) {
  var j = 0
  while j < columns {
    let count = min(16, columns &- j)
    var bias = Floats(repeating: 0)
    if let address = block.bias {
      bias =
        block.biasStep == 0
        ? Floats(repeating: address[0]) : vector_load_first(address + (column &+ j), count)
    }
    var p = c + j
    let residual = block.residual.map { $0 + (j &+ (c - block.c)) }
    for row in 0..<rows {
      var sum = vector_load_first(p, count) + bias
      if let residual { sum += vector_load_first(residual + row &* block.cRow, count) }
      vector_store_first(p, activation(sum), count)
      p += block.cRow
    }
    j &+= 16
  }
}
