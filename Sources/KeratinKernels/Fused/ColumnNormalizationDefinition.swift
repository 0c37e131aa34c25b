extension FusedKernels where Self: Backend {
  public func normalizeColumns<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, beta: Span<T>, residual: Span<T>, _ descriptor: ColumnNormalization,
    into y: inout MutableSpan<T>, mean: inout MutableSpan<T>, variance: inout MutableSpan<T>,
    mask: inout MutableSpan<UInt8>, _ workspace: inout Workspace
  ) {
    let form = ColumnForm(descriptor)
    var centered = workspace.take(form.count, of: T.self)
    var product = workspace.take(form.count, of: T.self)
    var factor = workspace.take(form.columns, of: T.self)
    var scale = workspace.take(form.columns, of: T.self)
    reduce(.mean, x, form.down, into: &mean)
    binary(.subtract, x, mean.span, form.matrixAndRow, into: &centered)
    unary(.square, centered.span, into: &product)
    reduce(.mean, product.span, form.down, into: &variance)
    inverseDeviation(variance.span, descriptor.epsilon, form.columns, into: &factor, &workspace)
    binary(.multiply, factor.span, gamma, form.rows, into: &scale)
    binary(.multiply, centered.span, scale.span, form.matrixAndRow, into: &product)
    if residual.isEmpty {
      binary(.add, product.span, beta, form.matrixAndRow, into: &centered)
    } else {
      var sum = workspace.take(form.count, of: T.self)
      binary(.add, product.span, beta, form.matrixAndRow, into: &sum)
      binary(.add, sum.span, residual, form.same, into: &centered)
    }
    if descriptor.rectifies {
      unary(.relu, centered.span, into: &y)
    } else {
      copy(
        centered.span, StridedCopy(extents: [form.count], strides: [1], sourceCount: form.count), into: &y)
    }
    guard !mask.isEmpty else { return }
    var zero = workspace.take(1, of: T.self)
    fill(0, into: &zero)
    compare(.greater, y.span, zero.span, Broadcast([[form.count], [1]], to: [form.count]), into: &mask)
  }

  public func normalizeColumnsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, mask: Span<UInt8>,
    _ descriptor: ColumnNormalization, into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>,
    dBeta: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    if mask.isEmpty {
      return normalizeColumnsGradient(
        x, gamma: gamma, mean: mean, variance: variance, dy: dy, descriptor, into: &dx, dGamma: &dGamma,
        dBeta: &dBeta, &workspace)
    }
    let count = descriptor.rows * descriptor.columns
    var zero = workspace.take(1, of: T.self)
    var masked = workspace.take(count, of: T.self)
    fill(0, into: &zero)
    select(mask, dy, zero.span, Broadcast([[count], [count], [1]], to: [count]), into: &masked)
    normalizeColumnsGradient(
      x, gamma: gamma, mean: mean, variance: variance, dy: masked.span, descriptor, into: &dx, dGamma: &dGamma,
      dBeta: &dBeta, &workspace)
  }

  private func normalizeColumnsGradient<T: FloatingScalar>(
    _ x: Span<T>, gamma: Span<T>, mean: Span<T>, variance: Span<T>, dy: Span<T>, _ descriptor: ColumnNormalization,
    into dx: inout MutableSpan<T>, dGamma: inout MutableSpan<T>, dBeta: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let form = ColumnForm(descriptor)
    var normal = workspace.take(form.count, of: T.self)
    var product = workspace.take(form.count, of: T.self)
    var factor = workspace.take(form.columns, of: T.self)
    var row = workspace.take(form.columns, of: T.self)
    inverseDeviation(variance, descriptor.epsilon, form.columns, into: &factor, &workspace)
    binary(.subtract, x, mean, form.matrixAndRow, into: &product)
    binary(.multiply, product.span, factor.span, form.matrixAndRow, into: &normal)
    reduce(.sum, dy, form.down, into: &dBeta)
    binary(.multiply, dy, normal.span, form.same, into: &product)
    reduce(.sum, product.span, form.down, into: &dGamma)
    // dx = γ / √(variance + ε)·(dy − mean of dy − x̂·mean of dy·x̂)
    reduce(.mean, product.span, form.down, into: &row)
    binary(.multiply, normal.span, row.span, form.matrixAndRow, into: &product)
    binary(.subtract, dy, product.span, form.same, into: &normal)
    reduce(.mean, dy, form.down, into: &row)
    binary(.subtract, normal.span, row.span, form.matrixAndRow, into: &product)
    binary(.multiply, factor.span, gamma, form.rows, into: &row)
    binary(.multiply, product.span, row.span, form.matrixAndRow, into: &dx)
  }

  /// 1 / √(variance + ε).
  func inverseDeviation<T: FloatingScalar>(
    _ variance: Span<T>, _ epsilon: Double, _ count: Int, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    var scalar = workspace.take(1, of: T.self)
    var sum = workspace.take(count, of: T.self)
    fill(T(rounding: epsilon), into: &scalar)
    binary(.add, variance, scalar.span, Broadcast([[count], [1]], to: [count]), into: &sum)
    unary(.rsqrt, sum.span, into: &y)
  }

  public func workspaceBytes(_ descriptor: ColumnNormalization, _ type: any FloatingScalar.Type) -> Int {
    3 * Workspace.bytes(descriptor.rows * descriptor.columns, of: type)
      + 3 * Workspace.bytes(descriptor.columns, of: type) + 2 * Workspace.bytes(1, of: type)
  }
}

/// The shapes of a matrix and of a row of it.
private struct ColumnForm {
  let count: Int
  let columns: Int
  let down: Reduction
  let matrixAndRow: Broadcast
  let same: Broadcast
  let rows: Broadcast

  init(_ descriptor: ColumnNormalization) {
    let matrix: Shape = [descriptor.rows, descriptor.columns]
    count = descriptor.rows * descriptor.columns
    columns = descriptor.columns
    down = Reduction(matrix, axes: [0])
    matrixAndRow = Broadcast([matrix, [columns]], to: matrix)
    same = Broadcast(count: count, operands: 2)
    rows = Broadcast(count: columns, operands: 2)
  }
}
