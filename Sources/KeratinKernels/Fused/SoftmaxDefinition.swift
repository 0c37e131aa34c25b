extension FusedKernels where Self: Backend {
  public func softmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (matrix, column, along) = layout(rows)
    var shifted = workspace.take(rows.count * rows.length, of: T.self)
    var row = workspace.take(rows.count, of: T.self)
    var exponential = workspace.take(rows.count * rows.length, of: T.self)
    reduce(.maximum, x, along, into: &row)
    binary(.subtract, x, row.span, Broadcast([matrix, column], to: matrix), into: &shifted)
    unary(.exp, shifted.span, into: &exponential)
    reduce(.sum, exponential.span, along, into: &row)
    binary(.divide, exponential.span, row.span, Broadcast([matrix, column], to: matrix), into: &y)
  }

  public func logSoftmax<T: FloatingScalar>(
    _ x: Span<T>, _ rows: Rows, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (matrix, column, along) = layout(rows)
    var shifted = workspace.take(rows.count * rows.length, of: T.self)
    var row = workspace.take(rows.count, of: T.self)
    var logarithm = workspace.take(rows.count, of: T.self)
    var exponential = workspace.take(rows.count * rows.length, of: T.self)
    reduce(.maximum, x, along, into: &row)
    binary(.subtract, x, row.span, Broadcast([matrix, column], to: matrix), into: &shifted)
    unary(.exp, shifted.span, into: &exponential)
    reduce(.sum, exponential.span, along, into: &row)
    unary(.log, row.span, into: &logarithm)
    binary(.subtract, shifted.span, logarithm.span, Broadcast([matrix, column], to: matrix), into: &y)
  }

  public func softmaxGradient<T: FloatingScalar>(
    _ y: Span<T>, _ dy: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (matrix, column, along) = layout(rows)
    let same = Broadcast(count: rows.count * rows.length, operands: 2)
    var product = workspace.take(rows.count * rows.length, of: T.self)
    var row = workspace.take(rows.count, of: T.self)
    var difference = workspace.take(rows.count * rows.length, of: T.self)
    binary(.multiply, y, dy, same, into: &product)
    reduce(.sum, product.span, along, into: &row)
    binary(.subtract, dy, row.span, Broadcast([matrix, column], to: matrix), into: &difference)
    binary(.multiply, y, difference.span, same, into: &dx)
  }

  /// Room for eight matrices and four columns: what the definitions of softmax and cross-entropy take at most.
  public func workspaceBytes(_ rows: Rows, _ type: any FloatingScalar.Type) -> Int {
    8 * Workspace.bytes(rows.count * rows.length, of: type) + 4 * Workspace.bytes(rows.count, of: type)
  }
}

/// The matrix, its column of row values, and the reduction from one to the other.
func layout(_ rows: Rows) -> (matrix: Shape, column: Shape, along: Reduction) {
  let matrix: Shape = [rows.count, rows.length]
  return (matrix, [rows.count, 1], Reduction(matrix, axes: [1]))
}
