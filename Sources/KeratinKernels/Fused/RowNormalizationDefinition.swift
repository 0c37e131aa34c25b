extension FusedKernels where Self: Backend {
  public func normalizeRows<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, beta: Span<T>, _ descriptor: RowNormalization, into y: inout MutableSpan<T>,
    mean: inout MutableSpan<T>, variance: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let form = RowForm(descriptor)
    var centered = workspace.take(form.count, of: T.self)
    var product = workspace.take(form.count, of: T.self)
    var inverse = workspace.take(form.rows, of: T.self)
    if descriptor.centers { reduce(.mean, x, form.along, into: &mean) } else { fill(0, into: &mean) }
    binary(.subtract, x, mean.span, form.matrixAndColumn, into: &centered)
    unary(.square, centered.span, into: &product)
    reduce(.mean, product.span, form.along, into: &variance)
    inverseDeviation(variance.span, descriptor.epsilon, form.rows, into: &inverse, &workspace)
    binary(.multiply, centered.span, inverse.span, form.matrixAndColumn, into: &product)
    binary(.multiply, product.span, gamma, form.matrixAndRow, into: &centered)
    binary(.add, centered.span, beta, form.matrixAndRow, into: &y)
  }

  public func normalizeRowsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, _ descriptor: RowNormalization,
    into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>, dBeta: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let form = RowForm(descriptor)
    var normal = workspace.take(form.count, of: T.self)
    var product = workspace.take(form.count, of: T.self)
    var scaled = workspace.take(form.count, of: T.self)
    var inverse = workspace.take(form.rows, of: T.self)
    var column = workspace.take(form.rows, of: T.self)
    inverseDeviation(variance, descriptor.epsilon, form.rows, into: &inverse, &workspace)
    binary(.subtract, x, mean, form.matrixAndColumn, into: &product)
    binary(.multiply, product.span, inverse.span, form.matrixAndColumn, into: &normal)
    reduce(.sum, dy, form.down, into: &dBeta)
    binary(.multiply, dy, normal.span, form.same, into: &product)
    reduce(.sum, product.span, form.down, into: &dGamma)
    // dx = (γ·dy − mean of γ·dy − x̂·mean of γ·dy·x̂) / √(variance + ε)
    binary(.multiply, dy, gamma, form.matrixAndRow, into: &scaled)
    binary(.multiply, scaled.span, normal.span, form.same, into: &product)
    reduce(.mean, product.span, form.along, into: &column)
    binary(.multiply, normal.span, column.span, form.matrixAndColumn, into: &product)
    binary(.subtract, scaled.span, product.span, form.same, into: &normal)
    guard descriptor.centers else {
      return binary(.multiply, normal.span, inverse.span, form.matrixAndColumn, into: &dx)
    }
    reduce(.mean, scaled.span, form.along, into: &column)
    binary(.subtract, normal.span, column.span, form.matrixAndColumn, into: &product)
    binary(.multiply, product.span, inverse.span, form.matrixAndColumn, into: &dx)
  }

  public func workspaceBytes(_ descriptor: RowNormalization, _ type: any FloatingScalar.Type) -> Int {
    3 * Workspace.bytes(descriptor.rows * descriptor.length, of: type)
      + 3 * Workspace.bytes(descriptor.rows, of: type) + Workspace.bytes(1, of: type)
  }
}

/// The shapes of a matrix, of a row and of a column of it.
private struct RowForm {
  let count: Int
  let rows: Int
  let along: Reduction
  let down: Reduction
  let matrixAndRow: Broadcast
  let matrixAndColumn: Broadcast
  let same: Broadcast

  init(_ descriptor: RowNormalization) {
    let matrix: Shape = [descriptor.rows, descriptor.length]
    count = descriptor.rows * descriptor.length
    rows = descriptor.rows
    along = Reduction(matrix, axes: [1])
    down = Reduction(matrix, axes: [0])
    matrixAndRow = Broadcast([matrix, [descriptor.length]], to: matrix)
    matrixAndColumn = Broadcast([matrix, [descriptor.rows, 1]], to: matrix)
    same = Broadcast(count: count, operands: 2)
  }
}
