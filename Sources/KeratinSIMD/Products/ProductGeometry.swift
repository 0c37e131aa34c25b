internal import KeratinKernels

/// Where the elements of a batch of products C = A·B lie: transposes as strides.
///
/// Element (i, p) of A lies at i·aRow + p·aStep, (p, j) of B at p·bRow + j·bColumn, (i, j) of C at i·cRow + j.
struct ProductGeometry {
  var m: Int
  var n: Int
  let k: Int
  var aRow: Int
  var aStep: Int
  var bRow: Int
  var bColumn: Int
  var cRow: Int
  let batch: (outer: Int, inner: Int)
  var batchA: Gemm.BatchStrides
  var batchB: Gemm.BatchStrides
  let batchC: Gemm.BatchStrides
  /// True if A and B have changed places, so that C's only column is its only row.
  private(set) var isTurned = false

  /// A product with one column is turned into one with one row, Cᵀ = Bᵀ·Aᵀ, where C's elements are neighbours.
  @inline(__always)
  init(_ gemm: Gemm) {
    (m, n, k) = (gemm.m, gemm.n, gemm.k)
    (aRow, aStep) = gemm.transposeA ? (1, gemm.rowStrideA) : (gemm.rowStrideA, 1)
    (bRow, bColumn) = gemm.transposeB ? (1, gemm.rowStrideB) : (gemm.rowStrideB, 1)
    cRow = gemm.rowStrideC
    batch = gemm.batch
    (batchA, batchB, batchC) = (gemm.batchStridesA, gemm.batchStridesB, gemm.batchStridesC)
    if n == 1 && m > 1 && cRow == 1 {
      swap(&m, &n)
      (aRow, aStep, bRow, bColumn) = (bColumn, bRow, aStep, aRow)
      swap(&batchA, &batchB)
      isTurned = true
    }
  }

  var batchCount: Int { batch.outer * batch.inner }

  /// True if whole registers of B's rows can be loaded.
  var bRowsAreContiguous: Bool { bColumn == 1 || n == 1 }
  /// True if C's elements are dot products of contiguous elements.
  var dotsAreContiguous: Bool { (aStep == 1 || k == 1) && (bRow == 1 || k == 1) }

  /// The offset of product `index` in A, B or C.
  func offset(_ index: Int, _ strides: Gemm.BatchStrides) -> Int {
    if index == 0 { return 0 }
    let (outer, inner) = index.quotientAndRemainder(dividingBy: batch.inner)
    return outer * strides.outer + inner * strides.inner
  }
}
