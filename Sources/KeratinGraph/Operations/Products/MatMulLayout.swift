internal import KeratinKernels

/// How a product of two tensors is cut into products of matrices.
struct MatMulLayout {
  /// The products that one call of the kernel makes.
  let product: Gemm
  /// Where the operands and the result of each call begin, in elements; batch axes beyond the kernel's two take several calls.
  let starts: [Start]
  let resultShape: Shape

  struct Start {
    var a = 0
    var b = 0
    var c = 0
  }

  init(_ a: Shape, _ b: Shape, transposeA: Bool, transposeB: Bool) throws {
    guard a.rank > 0, b.rank > 0 else {
      throw KeratinError(
        .shape, expected: "two tensors with axes", received: "shapes \(a) and \(b)", suggestion: "a * b")
    }
    let (turnsA, turnsB) = (transposeA && a.rank > 1, transposeB && b.rank > 1)
    let storedA = a.rank == 1 ? (rows: 1, columns: a[0]) : (rows: a[-2], columns: a[-1])
    let storedB = b.rank == 1 ? (rows: b[0], columns: 1) : (rows: b[-2], columns: b[-1])
    let (m, k) = turnsA ? (storedA.columns, storedA.rows) : (storedA.rows, storedA.columns)
    let (rowsOfB, n) = turnsB ? (storedB.columns, storedB.rows) : (storedB.rows, storedB.columns)
    guard k == rowsOfB else {
      let axisOfA = turnsA ? "the last but one" : "the last"
      let axisOfB = turnsB || b.rank == 1 ? "the last" : "the last but one"
      throw KeratinError(
        .shape, expected: "\(axisOfA) axis of a to be as long as \(axisOfB) of b",
        received: "shapes \(a) and \(b), that is \(k) and \(rowsOfB)",
        suggestion: k == n && b.rank > 1 ? "transposeB: \(!transposeB)" : nil)
    }
    let (batchA, batchB) = (Shape(Array(a.dimensions.dropLast(2))), Shape(Array(b.dimensions.dropLast(2))))
    guard let batch = Shape.broadcast(batchA, batchB) else {
      throw KeratinError(
        .shape, expected: "batch axes (all but the last two) that broadcast", received: "shapes \(a) and \(b)")
    }
    resultShape = Shape(batch.dimensions + (a.rank > 1 ? [m] : []) + (b.rank > 1 ? [n] : []))

    if batchB.count == 1, !turnsA {
      // All matrices of A lie one below the other: one tall product.
      product = Gemm(m: batch.count &* m, n: n, k: k, transposeB: turnsB)
      starts = [Start()]
      return
    }
    let walk = Broadcast([batchA, batchB], to: batch)
    let stridesA = walk.strides[0].map { $0 &* m &* k }
    let stridesB = walk.strides[1].map { $0 &* k &* n }
    let stridesC = Shape(walk.extents).strides.map { $0 &* m &* n }
    let last = walk.extents.count - 1
    func strides(_ strides: [Int]) -> Gemm.BatchStrides {
      Gemm.BatchStrides(outer: last > 0 ? strides[last - 1] : 0, inner: last >= 0 ? strides[last] : 0)
    }
    var product = Gemm(m: m, n: n, k: k, transposeA: turnsA, transposeB: turnsB)
    product.batch = (last > 0 ? walk.extents[last - 1] : 1, last >= 0 ? walk.extents[last] : 1)
    product.batchStridesA = strides(stridesA)
    product.batchStridesB = strides(stridesB)
    product.batchStridesC = strides(stridesC)
    self.product = product

    var starts = [Start()]
    for axis in walk.extents.indices.dropLast(2) {
      starts = starts.flatMap { start in
        (0..<walk.extents[axis]).map { index in
          Start(
            a: start.a + index * stridesA[axis], b: start.b + index * stridesB[axis],
            c: start.c + index * stridesC[axis])
        }
      }
    }
    self.starts = starts
  }
}
