public import KeratinKernels

extension TestBackend {
  public func softmax<T: FloatingScalar>(_ x: [T], _ rows: Rows) throws -> [T] {
    try run(count: x.count, workspaceBytes: kernels.workspaceBytes(rows, T.self)) { y, workspace in
      kernels.softmax(x.span, rows, into: &y, &workspace)
    }
  }

  public func logSoftmax<T: FloatingScalar>(_ x: [T], _ rows: Rows) throws -> [T] {
    try run(count: x.count, workspaceBytes: kernels.workspaceBytes(rows, T.self)) { y, workspace in
      kernels.logSoftmax(x.span, rows, into: &y, &workspace)
    }
  }

  public func softmaxGradient<T: FloatingScalar>(_ y: [T], _ dy: [T], _ rows: Rows) throws -> [T] {
    try run(count: y.count, workspaceBytes: kernels.workspaceBytes(rows, T.self)) { dx, workspace in
      kernels.softmaxGradient(y.span, dy.span, rows, into: &dx, &workspace)
    }
  }

  public func sparseCrossEntropy<T: FloatingScalar>(
    logits: [T], labels: [Int32], _ rows: Rows
  ) throws -> [T] {
    try run(count: rows.count, workspaceBytes: kernels.workspaceBytes(rows, T.self)) { loss, workspace in
      kernels.sparseCrossEntropy(logits: logits.span, labels: labels.span, rows, into: &loss, &workspace)
    }
  }

  public func sparseCrossEntropyGradient<T: FloatingScalar>(
    logits: [T], labels: [Int32], dLoss: [T], _ rows: Rows
  ) throws -> [T] {
    try run(count: logits.count, workspaceBytes: kernels.workspaceBytes(rows, T.self)) { dx, workspace in
      kernels.sparseCrossEntropyGradient(
        logits: logits.span, labels: labels.span, dLoss: dLoss.span, rows, into: &dx, &workspace)
    }
  }

  public func crossEntropy<T: FloatingScalar>(logits: [T], targets: [T], _ rows: Rows) throws -> [T] {
    try run(count: rows.count, workspaceBytes: kernels.workspaceBytes(rows, T.self)) { loss, workspace in
      kernels.crossEntropy(logits: logits.span, targets: targets.span, rows, into: &loss, &workspace)
    }
  }

  public func crossEntropyGradient<T: FloatingScalar>(
    logits: [T], targets: [T], dLoss: [T], _ rows: Rows
  ) throws -> [T] {
    try run(count: logits.count, workspaceBytes: kernels.workspaceBytes(rows, T.self)) { dx, workspace in
      kernels.crossEntropyGradient(
        logits: logits.span, targets: targets.span, dLoss: dLoss.span, rows, into: &dx, &workspace)
    }
  }
}
