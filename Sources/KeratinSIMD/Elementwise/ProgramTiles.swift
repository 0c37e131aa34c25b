internal import KeratinKernels
internal import KeratinSIMDTable

/// Runs an elementwise program tile by tile: all steps on a tile before the next one, so that what steps hand on to each other stays in
/// the first-level cache.
struct ProgramTiles {
  /// The elements that all registers share, on the stack.
  static let elements = 4096
  /// Those of a small room for few elements.
  static let fewElements = 256

  let program: ElementwiseProgram
  let table: ElementTable
  /// The elements of a tile, a multiple of 32.
  let tileLength: Int

  @inline(__always)
  init(_ program: ElementwiseProgram, _ table: ElementTable) {
    self.program = program
    self.table = table
    tileLength = min(ProgramTiles.elements / max(program.registerCount, 1) / 32 * 32, 1024)
  }

  /// Runs the program on a block of the result. `places` says where operands and results begin, `room` holds a tile for each register.
  func run(
    _ block: BroadcastBlock, _ places: UnsafePointer<UnsafeMutableRawPointer>, _ room: UnsafeMutableRawPointer,
    tileLength: Int
  ) {
    let room = room.alignedUp(toMultipleOf: Buffer.alignment)
    let rows = block.rows == 1 ? 1 : max(tileLength / max(block.length, 1), 1)
    let length = rows == 1 ? min(tileLength, block.length) : block.length
    program.steps.withUnsafeBufferPointer { steps in
      var row = 0
      while row < block.rows {
        let tileRows = min(rows, block.rows - row)
        var element = 0
        while element < block.length {
          let tile = ProgramTile(
            program: program, block: block, places: places, room: room, tileLength: tileLength, row: row,
            element: element, rows: tileRows, length: min(length, block.length - element))
          for index in 0..<steps.count { run(steps[index], index, tile) }
          element += length
        }
        row += tileRows
      }
    }
  }

  @inline(__always)
  private func run(_ step: ElementwiseProgram.Step, _ index: Int, _ tile: ProgramTile) {
    let y = tile.result(of: index)
    let floats = y.assumingMemoryBound(to: Float.self)
    switch step {
    case .unary(let operation, let x):
      table.elementwise.unary(operation, tile.operand(x).numbers, floats, tile.count)
    case .binary(let operation, let a, let b):
      let (a, b) = (tile.operand(a), tile.operand(b))
      let rows = tile.rows(a, b)
      table.elementwise.binary(
        operation, a.numbers, a.stride, b.numbers, b.stride, floats, rows, tile.count / rows)
    case .compare(let operation, let a, let b):
      let (a, b) = (tile.operand(a), tile.operand(b))
      let rows = tile.rows(a, b)
      table.elementwise.compare(
        operation, a.numbers, a.stride, b.numbers, b.stride, y.assumingMemoryBound(to: UInt8.self), rows,
        tile.count / rows)
    case .select(let condition, let a, let b):
      let (condition, a, b) = (tile.operand(condition), tile.operand(a), tile.operand(b))
      let rows = condition.isSteady(tile) ? tile.rows(a, b) : tile.rows
      table.elementwise.select(
        condition.conditions, condition.stride, a.numbers, a.stride, b.numbers, b.stride, floats, rows,
        tile.count / rows)
    case .convert(let x): table.movement.conversions.byteToFloat(tile.operand(x).conditions, floats, tile.count)
    case .dropout(let mask, let x, let counter):
      let key = mask.stream.key(at: tile.operand(counter).address.load(as: Int32.self))
      dropout(mask, key, tile.start, tile.operand(x).numbers, floats, tile.count)
    }
  }

  /// The kernel's elements begin at a multiple of 32: those before it go through a buffer of their own.
  @inline(__always)
  private func dropout(
    _ mask: DropoutMask, _ key: RandomKey, _ start: Int, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
    _ count: Int
  ) {
    let (kernel, threshold, scale) = (table.random.dropout, mask.threshold, Float(mask.scale))
    let before = start % 32
    var first = 0
    if before > 0 {
      first = min(32 - before, count)
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 32) { memory in
        let buffer = memory.baseAddress!
        buffer.initialize(repeating: 0, count: before)
        (buffer + before).update(from: x, count: first)
        kernel(key.word0, key.word1, start - before, threshold, scale, buffer, buffer, before + first)
        y.update(from: buffer + before, count: first)
      }
    }
    if first < count {
      kernel(key.word0, key.word1, start + first, threshold, scale, x + first, y + first, count - first)
    }
  }
}
