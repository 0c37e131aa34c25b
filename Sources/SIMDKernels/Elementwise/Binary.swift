internal import KeratinKernels
internal import KeratinSIMDTable

/// y[i, j] = operation(a[i, j], b[i, j]) with y dense.
func binary(
  _ operation: BinaryOperation, _ a: UnsafePointer<Float>, _ strideA: RowStride, _ b: UnsafePointer<Float>,
  _ strideB: RowStride, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
) {
  switch operation {
  case .add: zipRows(a, strideA, b, strideB, y, rows, length, add)
  case .subtract: zipRows(a, strideA, b, strideB, y, rows, length, subtract)
  case .multiply: zipRows(a, strideA, b, strideB, y, rows, length, multiply)
  case .divide: zipRows(a, strideA, b, strideB, y, rows, length, divide)
  case .maximum: zipRows(a, strideA, b, strideB, y, rows, length, maximum)
  case .minimum: zipRows(a, strideA, b, strideB, y, rows, length, minimum)
  case .power: zipRows(a, strideA, b, strideB, y, rows, length, power)
  case .atan2: zipRows(a, strideA, b, strideB, y, rows, length, angle)
  case .floorMod: zipRows(a, strideA, b, strideB, y, rows, length, remainder)
  case .reluGradient: zipRows(a, strideA, b, strideB, y, rows, length, reluGradient)
  case .sigmoidGradient: zipRows(a, strideA, b, strideB, y, rows, length, sigmoidGradient)
  case .tanhGradient: zipRows(a, strideA, b, strideB, y, rows, length, tanhGradient)
  }
}

// Long functions stand once in the code, not in each of the loops.
@inline(never)
private func power(_ x: Floats, _ y: Floats) -> Floats { pow(x, y) }
@inline(never)
private func angle(_ y: Floats, _ x: Floats) -> Floats { atan2(y, x) }
@inline(never)
private func remainder(_ a: Floats, _ b: Floats) -> Floats { floorMod(a, b) }
