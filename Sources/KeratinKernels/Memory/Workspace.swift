/// Scratch memory of a kernel, sized when the plan is made and handed out piece by piece.
///
/// A kernel takes what `workspaceBytes` promised it would need; nothing is freed before the kernel returns.
public struct Workspace: ~Escapable {
  let base: UnsafeMutableRawPointer
  let byteCount: Int
  var used = 0

  /// The memory from `base` on.
  @_lifetime(borrow base)
  public init(_ base: UnsafeMutableRawPointer, byteCount: Int) {
    self.base = base
    self.byteCount = byteCount
  }

  /// `count` elements aligned to 64 bytes, their values arbitrary.
  @_lifetime(copy self)
  public mutating func take<T: Scalar>(_ count: Int, of type: T.Type = T.self) -> MutableSpan<T> {
    let start = base + used
    used += Workspace.bytes(count, of: type)
    precondition(used <= byteCount, "A kernel took \(used) bytes of workspace; its plan holds \(byteCount).")
    let span = MutableSpan<T>(_unsafeStart: start.assumingMemoryBound(to: T.self), count: count)
    return _overrideLifetime(span, copying: self)
  }

  /// What has not been taken, as a workspace of its own that can be taken again and again.
  @_lifetime(copy self)
  func rest() -> Workspace {
    _overrideLifetime(Workspace(base + used, byteCount: byteCount - used), copying: self)
  }

  /// The bytes that a `take` of `count` elements uses.
  public static func bytes<T: Scalar>(_ count: Int, of type: T.Type) -> Int {
    (count * MemoryLayout<T>.stride + Buffer.alignment - 1) / Buffer.alignment * Buffer.alignment
  }
}
