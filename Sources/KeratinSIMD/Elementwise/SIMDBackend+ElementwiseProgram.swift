internal import CVector
public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func elementwise<T: FloatingScalar>(
    _ operands: Operands, _ program: ElementwiseProgram, _ type: T.Type, into results: Operands,
    _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else { return reference.elementwise(operands, program, type, into: results, &workspace) }
    let count = program.count
    let tiles = ProgramTiles(program, table.elements)
    // Operands and results do not outlive the call, and neither do their addresses.
    withUnsafeTemporaryAllocation(of: UnsafeMutableRawPointer.self, capacity: ElementwiseProgram.mostValues) { places in
      for index in 0..<operands.count { places[index] = operands.address(index) }
      for (index, value) in program.results.enumerated() { places[value] = results.address(index) }
      let places = places.baseAddress!
      forEachBlock(of: program.broadcast, count, every: program.pieceLength) { block in
        let elements = block.rows * block.length
        if max(program.registerCount, 1) * elements <= ProgramTiles.fewElements {
          var room = vector_few_tiles()
          withUnsafeMutableBytes(of: &room) { tiles.run(block, places, $0.baseAddress!, tileLength: elements) }
        } else {
          var room = vector_tiles()
          withUnsafeMutableBytes(of: &room) {
            tiles.run(block, places, $0.baseAddress!, tileLength: tiles.tileLength)
          }
        }
      }
    }
  }

  public func workspaceBytes(_ program: ElementwiseProgram, _ type: any FloatingScalar.Type) -> Int {
    type == Float.self ? 0 : reference.workspaceBytes(program, type)
  }
}

extension ElementwiseProgram {
  /// The elements in a piece of work.
  fileprivate var pieceLength: Int {
    var length = PieceLength.moving
    for step in steps {
      switch step {
      case .unary(let operation, _): length = min(length, operation.pieceLength)
      case .binary(let operation, _, _): length = min(length, operation.pieceLength)
      case .dropout: length = min(length, PieceLength.computing)
      default: break
      }
    }
    return steps.count > 8 ? min(length, PieceLength.computing) : length
  }
}
