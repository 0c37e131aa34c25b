internal import CVector
internal import KeratinSIMDTable

extension Winograd {
  static func transformKernels(
    _ taps: UnsafePointer<Float>, tapStride: Int, count: Int, into transformed: UnsafeMutablePointer<Float>,
    elementStride: Int
  ) {
    var i = 0
    while i < count {
      // G times each column of the kernel, then each row of that times Gᵀ.
      let column0 = spread(taps + i, 3 &* tapStride)
      let column1 = spread(taps + (tapStride &+ i), 3 &* tapStride)
      let column2 = spread(taps + (2 &* tapStride &+ i), 3 &* tapStride)
      let target = transformed + i
      spread(column0.r0, column1.r0, column2.r0).store(target, rowStride: elementStride)
      spread(column0.r1, column1.r1, column2.r1).store(target + 4 &* elementStride, rowStride: elementStride)
      spread(column0.r2, column1.r2, column2.r2).store(target + 8 &* elementStride, rowStride: elementStride)
      spread(column0.r3, column1.r3, column2.r3).store(target + 12 &* elementStride, rowStride: elementStride)
      i &+= Int(register_lanes)
    }
  }

  static func transformKernelGradient(
    _ transformed: UnsafePointer<Float>, elementStride: Int, count: Int, into taps: UnsafeMutablePointer<Float>,
    tapStride: Int
  ) {
    var i = 0
    while i < count {
      let mask = register_first(min(count &- i, Int(register_lanes)))
      let row0 = column(transformed + i, elementStride, mask).transformedGradient
      let row1 = column(transformed + (4 &* elementStride &+ i), elementStride, mask).transformedGradient
      let row2 = column(transformed + (8 &* elementStride &+ i), elementStride, mask).transformedGradient
      let row3 = column(transformed + (12 &* elementStride &+ i), elementStride, mask).transformedGradient
      storeTaps(TileColumn(row0.0, row1.0, row2.0, row3.0), taps + i, tapStride, mask)
      storeTaps(TileColumn(row0.1, row1.1, row2.1, row3.1), taps + (tapStride &+ i), tapStride, mask)
      storeTaps(TileColumn(row0.2, row1.2, row2.2, row3.2), taps + (2 &* tapStride &+ i), tapStride, mask)
      i &+= Int(register_lanes)
    }
  }
}

/// G times the column of taps that begin `stride` apart.
@inline(__always)
private func spread(_ p: UnsafePointer<Float>, _ stride: Int) -> TileColumn {
  spread(register_load(p), register_load(p + stride), register_load(p + 2 &* stride))
}

/// G times a column.
@inline(__always)
private func spread(_ g0: vector_register, _ g1: vector_register, _ g2: vector_register) -> TileColumn {
  let half = register_spread(0.5)
  let outer = half * (g0 + g2)
  let inner = half * g1
  return TileColumn(g0, outer + inner, outer - inner, g2)
}

/// Four neighbouring elements.
@inline(__always)
private func column(_ p: UnsafePointer<Float>, _ stride: Int, _ mask: register_mask) -> TileColumn {
  TileColumn(
    register_load_masked(p, mask), register_load_masked(p + stride, mask), register_load_masked(p + 2 &* stride, mask),
    register_load_masked(p + 3 &* stride, mask))
}

/// Stores Gᵀ times a column as a column of taps.
@inline(__always)
private func storeTaps(_ column: TileColumn, _ p: UnsafeMutablePointer<Float>, _ tapStride: Int, _ mask: register_mask)
{
  let (g0, g1, g2) = column.transformedGradient
  register_store_masked(p, g0, mask)
  register_store_masked(p + 3 &* tapStride, g1, mask)
  register_store_masked(p + 6 &* tapStride, g2, mask)
}
