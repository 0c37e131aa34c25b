extension FusedKernels where Self: Backend {
  public func sparseCrossEntropy<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, _ rows: Rows, into loss: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    var targets = workspace.take(rows.count * rows.length, of: T.self)
    oneHot(labels, rows, into: &targets)
    crossEntropy(logits: x, targets: targets.span, rows, into: &loss, &workspace)
  }

  public func sparseCrossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    var targets = workspace.take(rows.count * rows.length, of: T.self)
    oneHot(labels, rows, into: &targets)
    crossEntropyGradient(logits: x, targets: targets.span, dLoss: dLoss, rows, into: &dx, &workspace)
  }

  public func crossEntropy<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, _ rows: Rows, into loss: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let count = rows.count * rows.length
    let along = layout(rows).along
    var logarithms = workspace.take(count, of: T.self)
    var products = workspace.take(count, of: T.self)
    var sums = workspace.take(rows.count, of: T.self)
    logSoftmax(x, rows, into: &logarithms, &workspace)
    binary(.multiply, targets, logarithms.span, Broadcast(count: count, operands: 2), into: &products)
    reduce(.sum, products.span, along, into: &sums)
    unary(.negate, sums.span, into: &loss)
  }

  public func crossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let count = rows.count * rows.length
    let (matrix, column, along) = layout(rows)
    let columnwise = Broadcast([matrix, column], to: matrix)
    var probabilities = workspace.take(count, of: T.self)
    var mass = workspace.take(rows.count, of: T.self)
    var scaled = workspace.take(count, of: T.self)
    var difference = workspace.take(count, of: T.self)
    softmax(x, rows, into: &probabilities, &workspace)
    reduce(.sum, targets, along, into: &mass)
    binary(.multiply, probabilities.span, mass.span, columnwise, into: &scaled)
    binary(.subtract, scaled.span, targets, Broadcast(count: count, operands: 2), into: &difference)
    binary(.multiply, difference.span, dLoss, columnwise, into: &dx)
  }
}
