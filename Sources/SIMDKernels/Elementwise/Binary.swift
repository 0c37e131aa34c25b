internal import CVector
internal import KeratinKernels
internal import KeratinSIMDTable

/// y[i, j] = operation(a[i, j], b[i, j]) with y dense.
func binary(
  _ operation: BinaryOperation, _ a: UnsafePointer<Float>, _ strideA: RowStride, _ b: UnsafePointer<Float>,
  _ strideB: RowStride, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
) {
  switch operation {
  case .add: zipRows(a, strideA, b, strideB, y, rows, length) { $0 + $1 }
  case .subtract: zipRows(a, strideA, b, strideB, y, rows, length) { $0 - $1 }
  case .multiply: zipRows(a, strideA, b, strideB, y, rows, length) { $0 * $1 }
  case .divide: zipRows(a, strideA, b, strideB, y, rows, length) { $0 / $1 }
  case .maximum: zipRows(a, strideA, b, strideB, y, rows, length) { vector_max_or_nan($0, $1) }
  case .minimum: zipRows(a, strideA, b, strideB, y, rows, length) { vector_min_or_nan($0, $1) }
  case .power: zipRows(a, strideA, b, strideB, y, rows, length) { power($0, $1) }
  case .atan2: zipRows(a, strideA, b, strideB, y, rows, length) { angle($0, $1) }
  case .floorMod: zipRows(a, strideA, b, strideB, y, rows, length) { remainder($0, $1) }
  case .reluGradient: zipRows(a, strideA, b, strideB, y, rows, length) { reluGradient($0, $1) }
  case .sigmoidGradient: zipRows(a, strideA, b, strideB, y, rows, length) { sigmoidGradient($0, $1) }
  case .tanhGradient: zipRows(a, strideA, b, strideB, y, rows, length) { tanhGradient($0, $1) }
  }
}

// Long functions stand once in the code, not in each of the loops.
@inline(never)
private func power(_ x: Floats, _ y: Floats) -> Floats { pow(x, y) }
@inline(never)
private func angle(_ y: Floats, _ x: Floats) -> Floats { atan2(y, x) }
@inline(never)
private func remainder(_ a: Floats, _ b: Floats) -> Floats { floorMod(a, b) }

/// From y = relu(x): dy where y > 0, else 0.
@inline(__always)
func reluGradient(_ y: Floats, _ dy: Floats) -> Floats {
  vector_select(vector_less(Floats(repeating: 0), y), dy, Floats(repeating: 0))
}

/// From y = sigmoid(x): dy·y·(1 − y).
@inline(__always)
func sigmoidGradient(_ y: Floats, _ dy: Floats) -> Floats { product(dy, y, Floats(repeating: 1) - y) }

/// From y = tanh(x): dy·(1 − y²), in factors that are exact near ±1.
@inline(__always)
func tanhGradient(_ y: Floats, _ dy: Floats) -> Floats {
  let one = Floats(repeating: 1)
  let size = vector_abs(y)
  return product(dy, one - size, one + size)
}

/// dy·(a·b), or (dy·a)·b where a·b might overflow and dy·a cannot be a denormal number.
@inline(__always)
private func product(_ dy: Floats, _ a: Floats, _ b: Floats) -> Floats {
  let isHuge = vector_less_equal(Floats(repeating: 0x1p60), vector_abs(a))
  return a * vector_select(isHuge, dy, b) * vector_select(isHuge, b, dy)
}
