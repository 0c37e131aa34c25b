public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func sparseCrossEntropy<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, _ rows: Rows, into loss: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else {
      return reference.sparseCrossEntropy(logits: x, labels: labels, rows, into: &loss, &workspace)
    }
    let (x, labels, loss) = (x.address(as: Float.self), labels.address(as: Int32.self), loss.address(as: Float.self))
    let length = rows.length
    let kernel = table.elements.rows.sparseCrossEntropy
    cutRows(rows.count, of: length, every: PieceLength.computing, multiple: 16) {
      kernel(x + $0 * length, labels + $0, loss + $0, $1, length)
    }
  }

  @specialized(where T == Float)
  public func sparseCrossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, labels: Span<Int32>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else {
      return reference.sparseCrossEntropyGradient(
        logits: x, labels: labels, dLoss: dLoss, rows, into: &dx, &workspace)
    }
    let (x, labels) = (x.address(as: Float.self), labels.address(as: Int32.self))
    let (dLoss, dx) = (dLoss.address(as: Float.self), dx.address(as: Float.self))
    let length = rows.length
    let kernel = table.elements.rows.sparseCrossEntropyGradient
    cutRows(rows.count, of: length, every: PieceLength.computing) {
      kernel(x + $0 * length, labels + $0, dLoss + $0, dx + $0 * length, $1, length)
    }
  }

  @specialized(where T == Float)
  public func crossEntropy<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, _ rows: Rows, into loss: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else {
      return reference.crossEntropy(logits: x, targets: targets, rows, into: &loss, &workspace)
    }
    let (x, targets) = (x.address(as: Float.self), targets.address(as: Float.self))
    let loss = loss.address(as: Float.self)
    let length = rows.length
    let kernel = table.elements.rows.crossEntropy
    cutRows(rows.count, of: length, every: PieceLength.computing) {
      kernel(x + $0 * length, targets + $0 * length, loss + $0, $1, length)
    }
  }

  @specialized(where T == Float)
  public func crossEntropyGradient<T: FloatingScalar>(
    logits x: Span<T>, targets: Span<T>, dLoss: Span<T>, _ rows: Rows, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else {
      return reference.crossEntropyGradient(
        logits: x, targets: targets, dLoss: dLoss, rows, into: &dx, &workspace)
    }
    let (x, targets) = (x.address(as: Float.self), targets.address(as: Float.self))
    let (dLoss, dx) = (dLoss.address(as: Float.self), dx.address(as: Float.self))
    let length = rows.length
    let kernel = table.elements.rows.crossEntropyGradient
    cutRows(rows.count, of: length, every: PieceLength.computing) {
      kernel(x + $0 * length, targets + $0 * length, dLoss + $0, dx + $0 * length, $1, length)
    }
  }
}
