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
    // Across the longer side only: the library packs one operand whole for each block.
    let count = min(work / blockWork, work < largeWork ? 4 : 8)
    let grid = BlockGrid(
      rows: gemm.m, columns: gemm.n, rowStep: 48, columnStep: 64, rowBlocks: gemm.m >= gemm.n ? count : 1,
      columnBlocks: gemm.m >= gemm.n ? 1 : count)
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
/// The operations from which on even an eighth of a product is much more than packing.
private let largeWork = 1 << 32
