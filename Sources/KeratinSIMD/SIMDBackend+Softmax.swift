public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func softmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else { return reference.softmax(x, rows, into: &y, &workspace) }
    let (x, y) = (x.address(as: Float.self), y.address(as: Float.self))
    let length = rows.length
    let kernel = table.elements.rows.softmax
    cutRows(rows.count, of: length, every: PieceLength.computing) {
      kernel(x + $0 * length, y + $0 * length, $1, length)
    }
  }

  @specialized(where T == Float)
  public func logSoftmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else { return reference.logSoftmax(x, rows, into: &y, &workspace) }
    let (x, y) = (x.address(as: Float.self), y.address(as: Float.self))
    let length = rows.length
    let kernel = table.elements.rows.logSoftmax
    cutRows(rows.count, of: length, every: PieceLength.computing) {
      kernel(x + $0 * length, y + $0 * length, $1, length)
    }
  }

  @specialized(where T == Float)
  public func softmaxGradient<T: FloatingScalar>(
    _ y: Span<T>, _ dy: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else { return reference.softmaxGradient(y, dy, rows, into: &dx, &workspace) }
    let (y, dy, dx) = (y.address(as: Float.self), dy.address(as: Float.self), dx.address(as: Float.self))
    let length = rows.length
    let kernel = table.elements.rows.softmaxGradient
    cutRows(rows.count, of: length, every: PieceLength.moving) {
      kernel(y + $0 * length, dy + $0 * length, dx + $0 * length, $1, length)
    }
  }

  public func workspaceBytes(_ rows: Rows, _ type: any FloatingScalar.Type) -> Int {
    type == Float.self ? 0 : reference.workspaceBytes(rows, type)
  }
}
