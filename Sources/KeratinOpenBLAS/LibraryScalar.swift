#if OpenBLAS
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

    /// The first `k` columns of Q from what ``geqrf(_:_:_:_:_:_:)`` left of `k` columns, in place.
    static func orgqr(
      _ m: Int, _ k: Int, _ a: UnsafeMutablePointer<Self>, _ tau: UnsafePointer<Self>,
      _ work: UnsafeMutablePointer<Self>, _ workCount: Int)
  }

  extension Float: LibraryScalar {
    static func gemm(
      _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ lda: Int,
      _ b: UnsafePointer<Float>, _ ldb: Int, beta: Float, _ c: UnsafeMutablePointer<Float>, _ ldc: Int
    ) {
      cblas_sgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, .init(m),
        .init(n), .init(k), 1, a, .init(lda), b, .init(ldb), beta, c, .init(ldc))
    }

    static func geqrf(
      _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Float>, _ tau: UnsafeMutablePointer<Float>,
      _ work: UnsafeMutablePointer<Float>, _ workCount: Int
    ) {
      _ = LAPACKE_sgeqrf_work(
        LAPACK_COL_MAJOR, .init(m), .init(n), a, .init(m), tau, work, .init(workCount))
    }

    static func orgqr(
      _ m: Int, _ k: Int, _ a: UnsafeMutablePointer<Float>, _ tau: UnsafePointer<Float>,
      _ work: UnsafeMutablePointer<Float>, _ workCount: Int
    ) {
      _ = LAPACKE_sorgqr_work(
        LAPACK_COL_MAJOR, .init(m), .init(k), .init(k), a, .init(m), tau, work,
        .init(workCount))
    }
  }

  extension Double: LibraryScalar {
    static func gemm(
      _ transposeA: Bool, _ transposeB: Bool, _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Double>, _ lda: Int,
      _ b: UnsafePointer<Double>, _ ldb: Int, beta: Double, _ c: UnsafeMutablePointer<Double>, _ ldc: Int
    ) {
      cblas_dgemm(
        CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans, .init(m),
        .init(n), .init(k), 1, a, .init(lda), b, .init(ldb), beta, c, .init(ldc))
    }

    static func geqrf(
      _ m: Int, _ n: Int, _ a: UnsafeMutablePointer<Double>, _ tau: UnsafeMutablePointer<Double>,
      _ work: UnsafeMutablePointer<Double>, _ workCount: Int
    ) {
      _ = LAPACKE_dgeqrf_work(
        LAPACK_COL_MAJOR, .init(m), .init(n), a, .init(m), tau, work, .init(workCount))
    }

    static func orgqr(
      _ m: Int, _ k: Int, _ a: UnsafeMutablePointer<Double>, _ tau: UnsafePointer<Double>,
      _ work: UnsafeMutablePointer<Double>, _ workCount: Int
    ) {
      _ = LAPACKE_dorgqr_work(
        LAPACK_COL_MAJOR, .init(m), .init(k), .init(k), a, .init(m), tau, work,
        .init(workCount))
    }
  }
#endif
