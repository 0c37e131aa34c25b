internal import KeratinGraph

extension KeratinError {
  /// The same error, naming the file that it tells of if it does not yet.
  func naming(_ path: String) -> KeratinError {
    guard !description.contains(path) else { return self }
    var error = self
    error.expected += " in \(path)"
    return error
  }
}
