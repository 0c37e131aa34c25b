internal import Synchronization

/// The memory that the variables which a task builds may take together.
///
/// Who makes a model from a file knows how large its weights are, and that their values are in the file: in such a space no variable
/// takes more than that, whatever sizes the file's configuration speaks of, and none draws first values.
///
///     try WeightSpace.with(bytes: fileSize, drawsValues: false) { try layer.buildIfNeeded(shapes) }
public final class WeightSpace: Sendable {
  /// The space of the task, `nil` where there is no limit but the machine's.
  @TaskLocal package static var current: WeightSpace?

  /// Whether variables get the values of their initializers; otherwise they are zero.
  let drawsValues: Bool
  private let byteCount: Int
  private let taken = Mutex(0)

  private init(_ byteCount: Int, _ drawsValues: Bool) { (self.byteCount, self.drawsValues) = (byteCount, drawsValues) }

  /// Runs `body` with this much memory for the variables that it builds.
  ///
  /// - Parameters:
  ///   - bytes: of all variables together.
  ///   - drawsValues: whether variables get the values of their initializers; otherwise they are zero until they are assigned.
  public static func with<R>(bytes: Int, drawsValues: Bool, _ body: () throws -> R) rethrows -> R {
    try $current.withValue(WeightSpace(bytes, drawsValues), operation: body)
  }

  /// Takes memory for a variable. Throws where there is not so much left.
  package func take(_ bytes: Int, for path: String) throws {
    let isThere = taken.withLock { taken in
      guard bytes <= byteCount - taken else { return false }
      taken += bytes
      return true
    }
    guard isThere else {
      throw KeratinError(
        .file, expected: "variables of at most \(byteCount) bytes together, as many as there are weights for",
        received: "\(bytes) bytes more for '\(path)'")
    }
  }
}
