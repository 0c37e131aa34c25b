internal import KeratinKernels
internal import KeratinSIMDTable

extension MovementTable {
  /// y[i₀, i₁, …] = x[Σ iₖ·strides[k]] with y dense, at least one axis, and no extent of 0.
  func copy(
    _ x: UnsafePointer<Float>, _ extents: [Int], _ strides: [Int], _ y: UnsafeMutablePointer<Float>
  ) {
    extents.withUnsafeBufferPointer { extents in
      strides.withUnsafeBufferPointer { strides in
        copy(x, StridedAxes(extents: extents.baseAddress!, strides: strides.baseAddress!, count: extents.count), y)
      }
    }
  }

  /// The same, with the axes at an address.
  func copy(_ x: UnsafePointer<Float>, _ axes: StridedAxes, _ y: UnsafeMutablePointer<Float>) {
    let last = axes.count - 1
    let (length, step) = (axes.extents[last], axes.strides[last])
    if last == 0 {
      let kernel = copyRows
      return cut(length, every: PieceLength.moving) { kernel(x + $0 * step, 0, step, y + $0, 0, 1, $1) }
    }
    if step.magnitude > 1, let near = axes.axis(ofStride: 1) {
      let kernel = transpose
      let rowY = axes.denseStride(near)
      return forEachMatrix(axes, rows: near) { offsetX, offsetY, rows in
        kernel(x + offsetX, step, y + offsetY, rowY, rows, length)
      }
    }
    let kernel = copyRows
    let rowX = axes.strides[last - 1]
    forEachMatrix(axes, rows: last - 1) { offsetX, offsetY, rows in
      kernel(x + offsetX, rowX, step, y + offsetY, length, rows, length)
    }
  }

  /// x = 0, then x[offset + Σ iₖ·strides[k]] += y[i₀, i₁, …], in order of i.
  func copyAdjoint(
    _ y: UnsafePointer<Float>, _ descriptor: StridedCopy, _ x: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    let rank = descriptor.extents.count
    if rank > 1 && descriptor.offset == 0 && descriptor.count == count && rank <= 40 {
      // A permutation of axes is undone by the inverse permutation.
      let isDone = withUnsafeTemporaryAllocation(of: Int.self, capacity: 3 * rank) { memory in
        guard let inverse = StridedAxes(inverseOf: descriptor, memory.baseAddress!) else { return false }
        copy(y, inverse, x)
        return true
      }
      if isDone { return }
    }
    let zero = fill
    cut(count, every: PieceLength.moving) { zero(0, x + $0, $1) }
    if descriptor.count == 0 { return }
    if rank == 0 {
      x[descriptor.offset] = y[0]
      return
    }
    let (length, step) = (descriptor.extents[rank - 1], descriptor.strides[rank - 1])
    descriptor.extents.withUnsafeBufferPointer { extents in
      descriptor.strides.withUnsafeBufferPointer { strides in
        let outer = StridedAxes(extents: extents.baseAddress!, strides: strides.baseAddress!, count: rank - 1)
        for row in 0..<outer.size {
          accumulate(y + row * length, x + (descriptor.offset + outer.offset(row)), step, length)
        }
      }
    }
  }

  /// Calls `body` for pieces of matrices whose rows run along axis `rows` and whose columns along the last, with their
  /// places in source and result and their number of rows; on all threads if there is much to do.
  @inline(__always)
  private func forEachMatrix(
    _ axes: StridedAxes, rows axis: Int, _ body: (_ offsetX: Int, _ offsetY: Int, _ rows: Int) -> Void
  ) {
    let last = axes.count - 1
    let (rows, strideX, strideY) = (axes.extents[axis], axes.strides[axis], axes.denseStride(axis))
    let rowsAPiece = max(16, PieceLength.moving / axes.extents[last] / 16 * 16)
    let piecesAMatrix = (rows + rowsAPiece - 1) / rowsAPiece
    let matrices = axes.size / (rows * axes.extents[last])
    let matricesAPiece = max(1, PieceLength.moving / (rows * axes.extents[last]))
    cut(matrices * piecesAMatrix, every: piecesAMatrix > 1 ? 1 : matricesAPiece) { first, count in
      for piece in first..<first + count {
        let (matrix, part) = piece.quotientAndRemainder(dividingBy: piecesAMatrix)
        let (offsetX, offsetY) = axes.offsets(matrix, without: axis)
        let row = part * rowsAPiece
        body(offsetX + row * strideX, offsetY + row * strideY, min(rowsAPiece, rows - row))
      }
    }
  }
}
