internal import KeratinKernels

/// The memory in which plans run: all plans of a model share one, as large as the largest needs.
public final class Arena: @unchecked Sendable {
  private(set) var buffer = Buffer(byteCount: 0)

  /// The executor that ran last, whose values the arena holds.
  var user: ObjectIdentifier?

  public init() {}

  /// The bytes held.
  public var byteCount: Int { buffer.byteCount }

  /// Makes room for `bytes`; what the arena held is lost if it must grow.
  func reserve(_ bytes: Int) {
    if bytes > buffer.byteCount { buffer = Buffer(byteCount: bytes) }
  }
}
