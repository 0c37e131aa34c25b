/// Pieces of a workspace of one size, side by side, each read and written by its number.
///
/// Like every operand of a kernel, a piece is not read while it is written: who numbers them sees to that.
struct Matrices<T: Scalar>: ~Escapable {
  private let base: UnsafeMutablePointer<T>
  /// The elements of a piece.
  let size: Int

  /// `count` pieces of `size` elements, their values arbitrary.
  @_lifetime(copy workspace)
  init(_ count: Int, of size: Int, _ workspace: inout Workspace) {
    self.size = size
    var span = workspace.take(count * size, of: T.self)
    base = span.address()
  }

  /// Piece `index`, to read.
  subscript(index: Int) -> Span<T> {
    @_lifetime(copy self)
    get { self[index..<index + 1] }
  }

  /// Neighbouring pieces, to read.
  subscript(range: Range<Int>) -> Span<T> {
    @_lifetime(copy self)
    get {
      let span = Span<T>(_unsafeStart: UnsafePointer(base + range.lowerBound * size), count: range.count * size)
      return _overrideLifetime(span, copying: self)
    }
  }

  /// Piece `index`, to write.
  @_lifetime(copy self)
  func writing(_ index: Int) -> MutableSpan<T> { writing(index..<index + 1) }

  /// Neighbouring pieces, to write.
  @_lifetime(copy self)
  func writing(_ range: Range<Int>) -> MutableSpan<T> {
    let span = MutableSpan<T>(_unsafeStart: base + range.lowerBound * size, count: range.count * size)
    return _overrideLifetime(span, copying: self)
  }
}
