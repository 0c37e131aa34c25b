internal import COpenBLAS

/// OpenBLAS and LAPACKE, opened when they are first asked for.
enum OpenBLASLibrary {
  /// The routines, or the name of what is missing.
  nonisolated(unsafe) private static let opened: (library: UnsafePointer<openblas_library>?, missing: String) = {
    var missing: UnsafePointer<CChar>?
    let library = openblas_open(&missing)
    return (library, missing.map { String(cString: $0) } ?? "")
  }()

  /// What is not there, a library or a routine; `nil` where all is.
  static var missing: String? { opened.library == nil ? opened.missing : nil }

  /// The routines. Only for a backend that was made, which asks first whether they are there.
  static var routines: openblas_library {
    unsafeAddress { UnsafePointer(opened.library!) }
  }
}
