internal import KeratinKernels
internal import KeratinSIMDTable

/// A part of a block that is small enough for all registers to stay in the first-level cache: some rows, or some elements of one.
struct ProgramTile {
  let program: ElementwiseProgram
  let block: BroadcastBlock
  let places: UnsafePointer<UnsafeMutableRawPointer>
  let room: UnsafeMutableRawPointer
  /// The elements for which each register has room.
  let tileLength: Int
  /// Where it begins in the block.
  let row: Int
  let element: Int
  let rows: Int
  let length: Int

  @inline(__always)
  var count: Int { rows * length }

  /// Where it begins in a dense result.
  @inline(__always)
  var start: Int { block.start + row * block.length + element }

  /// How a value is read within the tile.
  struct Source {
    let address: UnsafeMutableRawPointer
    let stride: RowStride

    @inline(__always)
    var numbers: UnsafePointer<Float> { UnsafePointer(address.assumingMemoryBound(to: Float.self)) }
    @inline(__always)
    var conditions: UnsafePointer<UInt8> { UnsafePointer(address.assumingMemoryBound(to: UInt8.self)) }

    /// True if rows of any length read the same elements: all of them in order, or one.
    @inline(__always)
    func isSteady(_ tile: ProgramTile) -> Bool {
      (stride.step == 1 && stride.row == tile.length) || (stride.step == 0 && stride.row == 0)
    }
  }

  /// The rows in which two values are to be read: one where both allow it.
  @inline(__always)
  func rows(_ a: Source, _ b: Source) -> Int { a.isSteady(self) && b.isSteady(self) ? 1 : rows }

  @inline(__always)
  func operand(_ value: Int) -> Source {
    if value >= program.operandCount {
      return Source(address: result(of: value - program.operandCount), stride: RowStride(row: length, step: 1))
    }
    let stride = block.stride(value)
    let offset = block.offset(value) + row * stride.row + element * stride.step
    let size = program.kinds[value] == .condition ? 1 : 4
    // A single row is read on from any place.
    return Source(
      address: places[value] + offset * size,
      stride: RowStride(row: rows == 1 && stride.step == 1 ? length : stride.row, step: stride.step))
  }

  @inline(__always)
  func result(of step: Int) -> UnsafeMutableRawPointer {
    let value = program.operandCount + step
    switch program.places[step] {
    case .register(let number): return room + number * tileLength * 4
    case .result: return places[value] + start * (program.kinds[value] == .condition ? 1 : 4)
    }
  }
}
