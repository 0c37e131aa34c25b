internal import COpenBLAS
public import KeratinKernels
public import KeratinSIMD

/// Products by OpenBLAS's cblas and decompositions by LAPACKE, for `Float` and `Double`; all else by ``base``.
///
/// OpenBLAS itself runs on one thread, for with more its bits change: products are cut by shape and done piece by piece on
/// the ``ThreadPool``. The libraries are opened when the first backend is made: a program on another one does not need them.
public struct OpenBLASBackend: DerivedBackend {
  public let base: any Backend

  /// The backend that stands on `base`; `nil` where the libraries are not installed.
  public init?(base: SIMDBackend) {
    guard OpenBLASLibrary.missing == nil else { return nil }
    self.base = base
  }

  /// The library or routine that is missing on this machine, `nil` where none is.
  public static var missing: String? { OpenBLASLibrary.missing }

  public var name: String { "openblas" }
  public var summary: String {
    let library = OpenBLASLibrary.routines
    let version = String(cString: library.configuration).split(separator: " ").prefix(2).joined(separator: " ")
    return "openblas: \(version) (\(String(cString: library.core))), else \(base.summary)"
  }
}
