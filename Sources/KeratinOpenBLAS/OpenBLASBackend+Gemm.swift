public import KeratinKernels

extension OpenBLASBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func gemm<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: Gemm, into c: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    if T.self == Float.self {
      multiply(a.address(as: Float.self), b.address(), descriptor, c.address())
    } else {
      multiply(a.address(as: Double.self), b.address(), descriptor, c.address())
    }
  }

  // The library packs operands for itself.
  public func workspaceBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int { 0 }
  public func packedBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int { 0 }
  public func pack<T: FloatingScalar>(_ b: Span<T>, _ descriptor: Gemm, into packed: inout MutableSpan<UInt8>) {}

  /// C = A·B, or C += A·B, by blocks.
  func multiply<T: LibraryScalar>(
    _ a: UnsafePointer<T>, _ b: UnsafePointer<T>, _ gemm: Gemm, _ c: UnsafeMutablePointer<T>, accumulate: Bool = false
  ) {
    let work = gemm.operationCount / max(1, gemm.batchCount)
    let grid = blocks(gemm, work)
    let perPiece = grid.count > 1 ? 1 : max(1, blockWork / max(1, work))
    let blocks = gemm.batchCount * grid.count
    ThreadPool.run(pieces: parts(of: blocks, by: perPiece)) { piece in
      for block in piece * perPiece..<min(blocks, (piece + 1) * perPiece) {
        let (product, index) = block.quotientAndRemainder(dividingBy: grid.count)
        let (rows, columns) = grid[index]
        let (outer, inner) = product.quotientAndRemainder(dividingBy: gemm.batch.inner)
        multiply(
          a + (outer * gemm.batchStridesA.outer + inner * gemm.batchStridesA.inner),
          b + (outer * gemm.batchStridesB.outer + inner * gemm.batchStridesB.inner), gemm, rows, columns,
          c + (outer * gemm.batchStridesC.outer + inner * gemm.batchStridesC.inner), accumulate)
      }
    }
  }

  /// The blocks of a product of `work` operations: by its shape alone, since the library's bits may depend on them.
  private func blocks(_ gemm: Gemm, _ work: Int) -> BlockGrid {
    // The library packs the rows and the columns of each block anew: few blocks lie side by side along the longer side, many had better be
    // squares.
    let few = min(work / blockWork, 4)
    let many = min(work / squareWork, 32)
    if many > few {
      return BlockGrid(rows: gemm.m, columns: gemm.n, rowStep: 48, columnStep: 64, count: many)
    }
    return BlockGrid(
      rows: gemm.m, columns: gemm.n, rowStep: 48, columnStep: 64, rowBlocks: gemm.m >= gemm.n ? few : 1,
      columnBlocks: gemm.m >= gemm.n ? 1 : few)
  }

  /// A block of one product.
  private func multiply<T: LibraryScalar>(
    _ a: UnsafePointer<T>, _ b: UnsafePointer<T>, _ gemm: Gemm, _ rows: Range<Int>, _ columns: Range<Int>,
    _ c: UnsafeMutablePointer<T>, _ accumulate: Bool
  ) {
    if rows.isEmpty || columns.isEmpty { return }
    let c = c + (rows.lowerBound * gemm.rowStrideC + columns.lowerBound)
    if gemm.k == 0 {
      // The library wants a distance between rows even of a matrix that has none.
      if accumulate { return }
      for row in 0..<rows.count { (c + row * gemm.rowStrideC).update(repeating: 0, count: columns.count) }
      return
    }
    T.gemm(
      gemm.transposeA, gemm.transposeB, rows.count, columns.count, gemm.k,
      a + rows.lowerBound * (gemm.transposeA ? 1 : gemm.rowStrideA), gemm.rowStrideA,
      b + columns.lowerBound * (gemm.transposeB ? gemm.rowStrideB : 1), gemm.rowStrideB, beta: accumulate ? 1 : 0,
      c, gemm.rowStrideC)
  }
}

/// The least operations of a block: below, more is lost by handing it to another thread than is gained.
private let blockWork = 1 << 20
/// About the operations of a block where there are many: much more than packing.
private let squareWork = 1 << 28
