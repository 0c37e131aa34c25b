#if OpenBLAS
  internal import COpenBLAS
  public import KeratinKernels
  public import KeratinSIMD

  /// Products by OpenBLAS's cblas and decompositions by LAPACKE, for `Float` and `Double`; all else by ``base``.
  ///
  /// OpenBLAS itself runs on one thread, for with more its bits change: products are cut by shape and done piece by piece on
  /// the ``ThreadPool``.
  public struct OpenBLASBackend: DerivedBackend {
    public let base: any Backend

    /// The backend that stands on `base`.
    public init(base: SIMDBackend) {
      self.base = base
      openblas_set_num_threads(1)
    }

    public var name: String { "openblas" }
    public var summary: String {
      let version = String(cString: openblas_get_config()).split(separator: " ").prefix(2).joined(separator: " ")
      return "openblas: \(version) (\(String(cString: openblas_get_corename()))), else \(base.summary)"
    }
  }
#endif
