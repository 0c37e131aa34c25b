internal import COpenBLAS
internal import KeratinKernels

/// A type that the library has routines for, each under a name of its own.
protocol LibraryScalar: FloatingScalar {
  /// C = alpha·A·B + beta·C of row-major matrices, m × k by k × n, whose rows lie `lda`, `ldb`, `ldc` apart.
  static func gemm(
    _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ lda: Int,
    _ b: UnsafePointer<Self>, _ ldb: Int, beta: Self, _ c: UnsafeMutablePointer<Self>, _ ldc: Int)

  /// The QR decomposition of the column-major m × n matrix `a`, in place: R on and above the diagonal, reflectors below,
  /// their factors in `tau`. With `workCount` -1 nothing but the best `workCount` is written, to `work`.
  static func geqrf(
    _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Self>, _ tau: UnsafeMutablePointer<Self>,
    _ work: UnsafeMutablePointer<Self>, _ workCount: Int)

  /// The first `columns` columns of Q from the `k` reflectors that ``geqrf(_:_:_:_:_:_:)`` left, in place.
  static func orgqr(
    _ m: Int, _ columns: Int, _ k: Int, _ a: UnsafeMutablePointer<Self>, _ tau: UnsafePointer<Self>,
    _ work: UnsafeMutablePointer<Self>, _ workCount: Int)

  /// L of A = L·Lᵀ in place, from the lower triangle of row-major `a`. Gives 0, or a number above 0 where A is not positive definite.
  static func potrf(_ n: Int, _ a: UnsafeMutablePointer<Self>) -> Int32

  /// P·A = L·U of the column-major `a` in place; row i was exchanged with row `pivots[i]`, counted from 1.
  static func getrf(_ n: Int, _ a: UnsafeMutablePointer<Self>, _ pivots: UnsafeMutablePointer<Int32>)

  /// X of A·X = B in place of B, all row-major.
  static func trsm(_ system: TriangularSystem, _ a: UnsafePointer<Self>, _ x: UnsafeMutablePointer<Self>)

  /// Eigenvalues and, as rows in place of row-major `a`, eigenvectors from its lower triangle. With `workCount` -1 nothing but the
  /// best work counts are written, to `work` and `indices`. Gives 0, or another number where the method did not converge.
  static func syevd(
    _ n: Int, _ a: UnsafeMutablePointer<Self>, _ w: UnsafeMutablePointer<Self>, _ work: UnsafeMutablePointer<Self>,
    _ workCount: Int, _ indices: UnsafeMutablePointer<Int32>, _ indexCount: Int
  ) -> Int32

  /// The singular values of row-major `a` (m × n), which is overwritten, and, unless `job` is N, its reduced U and Vᵀ, row-major. With
  /// `workCount` -1 nothing but the best work count is written, to `work`. Gives 0, or another number where the method did not converge.
  static func gesdd(
    _ job: CChar, _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Self>, _ s: UnsafeMutablePointer<Self>,
    _ u: UnsafeMutablePointer<Self>, _ vt: UnsafeMutablePointer<Self>, _ work: UnsafeMutablePointer<Self>,
    _ workCount: Int, _ indices: UnsafeMutablePointer<Int32>
  ) -> Int32
}

extension Float: LibraryScalar {
  static func gemm(
    _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ lda: Int,
    _ b: UnsafePointer<Float>, _ ldb: Int, beta: Float, _ c: UnsafeMutablePointer<Float>, _ ldc: Int
  ) {
    OpenBLASLibrary.routines.floats.gemm(
      rowMajor, transposeA ? transposed : plain, transposeB ? transposed : plain, .init(m),
      .init(n), .init(k), 1, a, .init(lda), b, .init(ldb), beta, c, .init(ldc))
  }

  static func geqrf(
    _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ tau: UnsafeMutablePointer<Float>,
    _ work: UnsafeMutablePointer<Float>, _ workCount: Int
  ) {
    _ = OpenBLASLibrary.routines.floats.geqrf(
      columnMajor, .init(m), .init(n), a, .init(m), tau, work, .init(workCount))
  }

  static func orgqr(
    _ m: Int, _ columns: Int, _ k: Int, _ a: UnsafeMutablePointer<Float>, _ tau: UnsafePointer<Float>,
    _ work: UnsafeMutablePointer<Float>, _ workCount: Int
  ) {
    _ = OpenBLASLibrary.routines.floats.orgqr(
      columnMajor, .init(m), .init(columns), .init(k), a, .init(m), tau, work,
      .init(workCount))
  }

  static func potrf(_ n: Int, _ a: UnsafeMutablePointer<Float>) -> Int32 {
    OpenBLASLibrary.routines.floats.potrf(columnMajor, upper, .init(n), a, .init(n))
  }

  static func getrf(_ n: Int, _ a: UnsafeMutablePointer<Float>, _ pivots: UnsafeMutablePointer<Int32>) {
    _ = OpenBLASLibrary.routines.floats.getrf(columnMajor, .init(n), .init(n), a, .init(n), pivots)
  }

  static func trsm(_ system: TriangularSystem, _ a: UnsafePointer<Float>, _ x: UnsafeMutablePointer<Float>) {
    OpenBLASLibrary.routines.floats.trsm(
      rowMajor, left, system.isLower ? lowerTriangle : upperTriangle,
      system.isTransposed ? transposed : plain, system.hasUnitDiagonal ? unit : nonUnit,
      .init(system.n), .init(system.columns), 1, a, .init(system.n), x, .init(system.columns))
  }

  static func syevd(
    _ n: Int, _ a: UnsafeMutablePointer<Float>, _ w: UnsafeMutablePointer<Float>,
    _ work: UnsafeMutablePointer<Float>, _ workCount: Int, _ indices: UnsafeMutablePointer<Int32>, _ indexCount: Int
  ) -> Int32 {
    OpenBLASLibrary.routines.floats.syevd(
      columnMajor, withVectors, upper, .init(n), a, .init(n), w, work, .init(workCount), indices,
      .init(indexCount))
  }

  // Read by columns, the matrix is transposed, and U and Vᵀ change places.
  static func gesdd(
    _ job: CChar, _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ s: UnsafeMutablePointer<Float>,
    _ u: UnsafeMutablePointer<Float>, _ vt: UnsafeMutablePointer<Float>, _ work: UnsafeMutablePointer<Float>,
    _ workCount: Int, _ indices: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    OpenBLASLibrary.routines.floats.gesdd(
      columnMajor, job, .init(n), .init(m), a, .init(n), s, vt, .init(n), u, .init(min(m, n)), work,
      .init(workCount), indices)
  }
}

extension Double: LibraryScalar {
  static func gemm(
    _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Double>, _ lda: Int,
    _ b: UnsafePointer<Double>, _ ldb: Int, beta: Double, _ c: UnsafeMutablePointer<Double>, _ ldc: Int
  ) {
    OpenBLASLibrary.routines.doubles.gemm(
      rowMajor, transposeA ? transposed : plain, transposeB ? transposed : plain, .init(m),
      .init(n), .init(k), 1, a, .init(lda), b, .init(ldb), beta, c, .init(ldc))
  }

  static func geqrf(
    _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ tau: UnsafeMutablePointer<Double>,
    _ work: UnsafeMutablePointer<Double>, _ workCount: Int
  ) {
    _ = OpenBLASLibrary.routines.doubles.geqrf(
      columnMajor, .init(m), .init(n), a, .init(m), tau, work, .init(workCount))
  }

  static func orgqr(
    _ m: Int, _ columns: Int, _ k: Int, _ a: UnsafeMutablePointer<Double>, _ tau: UnsafePointer<Double>,
    _ work: UnsafeMutablePointer<Double>, _ workCount: Int
  ) {
    _ = OpenBLASLibrary.routines.doubles.orgqr(
      columnMajor, .init(m), .init(columns), .init(k), a, .init(m), tau, work,
      .init(workCount))
  }

  static func potrf(_ n: Int, _ a: UnsafeMutablePointer<Double>) -> Int32 {
    OpenBLASLibrary.routines.doubles.potrf(columnMajor, upper, .init(n), a, .init(n))
  }

  static func getrf(_ n: Int, _ a: UnsafeMutablePointer<Double>, _ pivots: UnsafeMutablePointer<Int32>) {
    _ = OpenBLASLibrary.routines.doubles.getrf(columnMajor, .init(n), .init(n), a, .init(n), pivots)
  }

  static func trsm(_ system: TriangularSystem, _ a: UnsafePointer<Double>, _ x: UnsafeMutablePointer<Double>) {
    OpenBLASLibrary.routines.doubles.trsm(
      rowMajor, left, system.isLower ? lowerTriangle : upperTriangle,
      system.isTransposed ? transposed : plain, system.hasUnitDiagonal ? unit : nonUnit,
      .init(system.n), .init(system.columns), 1, a, .init(system.n), x, .init(system.columns))
  }

  static func syevd(
    _ n: Int, _ a: UnsafeMutablePointer<Double>, _ w: UnsafeMutablePointer<Double>,
    _ work: UnsafeMutablePointer<Double>, _ workCount: Int, _ indices: UnsafeMutablePointer<Int32>, _ indexCount: Int
  ) -> Int32 {
    OpenBLASLibrary.routines.doubles.syevd(
      columnMajor, withVectors, upper, .init(n), a, .init(n), w, work, .init(workCount), indices,
      .init(indexCount))
  }

  // Read by columns, the matrix is transposed, and U and Vᵀ change places.
  static func gesdd(
    _ job: CChar, _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ s: UnsafeMutablePointer<Double>,
    _ u: UnsafeMutablePointer<Double>, _ vt: UnsafeMutablePointer<Double>, _ work: UnsafeMutablePointer<Double>,
    _ workCount: Int, _ indices: UnsafeMutablePointer<Int32>
  ) -> Int32 {
    OpenBLASLibrary.routines.doubles.gesdd(
      columnMajor, job, .init(n), .init(m), a, .init(n), s, vt, .init(n), u, .init(min(m, n)), work,
      .init(workCount), indices)
  }
}

// CBLAS's numbers.
private let rowMajor = Int32(openblas_row_major)
private let columnMajor = Int32(openblas_column_major)
private let plain = Int32(openblas_plain)
private let transposed = Int32(openblas_transposed)
private let upperTriangle = Int32(openblas_upper)
private let lowerTriangle = Int32(openblas_lower)
private let nonUnit = Int32(openblas_non_unit)
private let unit = Int32(openblas_unit)
private let left = Int32(openblas_left)

// LAPACK's letters. What it calls the upper triangle of columns is the lower one of rows.
private let upper = CChar(UInt8(ascii: "U"))
private let withVectors = CChar(UInt8(ascii: "V"))
