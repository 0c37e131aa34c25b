public import KeratinKernels

extension TestBackend {
  public func softmax<T: FloatingScalar>(_ x: [T], _ rows: Rows) throws -> [T] {
    let operands = [KernelOperand(x)]
    return try run(count: x.count, reading: operands, workspaceBytes: kernels.workspaceBytes(rows, T.self)) {
      operands, y, workspace in
      kernels.softmax(operands.elements(0), rows, into: &y, &workspace)
    }
  }

  public func logSoftmax<T: FloatingScalar>(_ x: [T], _ rows: Rows) throws -> [T] {
    let operands = [KernelOperand(x)]
    return try run(count: x.count, reading: operands, workspaceBytes: kernels.workspaceBytes(rows, T.self)) {
      operands, y, workspace in
      kernels.logSoftmax(operands.elements(0), rows, into: &y, &workspace)
    }
  }

  public func softmaxGradient<T: FloatingScalar>(_ y: [T], _ dy: [T], _ rows: Rows) throws -> [T] {
    let operands = [KernelOperand(y), KernelOperand(dy)]
    return try run(count: y.count, reading: operands, workspaceBytes: kernels.workspaceBytes(rows, T.self)) {
      operands, dx, workspace in
      kernels.softmaxGradient(operands.elements(0), operands.elements(1), rows, into: &dx, &workspace)
    }
  }

  public func sparseCrossEntropy<T: FloatingScalar>(
    logits: [T], labels: [Int32], _ rows: Rows
  ) throws -> [T] {
    let operands = [KernelOperand(logits), KernelOperand(labels)]
    return try run(count: rows.count, reading: operands, workspaceBytes: kernels.workspaceBytes(rows, T.self)) {
      operands, loss, workspace in
      kernels.sparseCrossEntropy(
        logits: operands.elements(0), labels: operands.elements(1), rows, into: &loss, &workspace)
    }
  }

  public func sparseCrossEntropyGradient<T: FloatingScalar>(
    logits: [T], labels: [Int32], dLoss: [T], _ rows: Rows
  ) throws -> [T] {
    let operands = [KernelOperand(logits), KernelOperand(labels), KernelOperand(dLoss)]
    return try run(count: logits.count, reading: operands, workspaceBytes: kernels.workspaceBytes(rows, T.self)) {
      operands, dx, workspace in
      kernels.sparseCrossEntropyGradient(
        logits: operands.elements(0), labels: operands.elements(1), dLoss: operands.elements(2), rows, into: &dx,
        &workspace)
    }
  }

  public func crossEntropy<T: FloatingScalar>(logits: [T], targets: [T], _ rows: Rows) throws -> [T] {
    let operands = [KernelOperand(logits), KernelOperand(targets)]
    return try run(count: rows.count, reading: operands, workspaceBytes: kernels.workspaceBytes(rows, T.self)) {
      operands, loss, workspace in
      kernels.crossEntropy(logits: operands.elements(0), targets: operands.elements(1), rows, into: &loss, &workspace)
    }
  }

  public func crossEntropyGradient<T: FloatingScalar>(
    logits: [T], targets: [T], dLoss: [T], _ rows: Rows
  ) throws -> [T] {
    let operands = [KernelOperand(logits), KernelOperand(targets), KernelOperand(dLoss)]
    return try run(count: logits.count, reading: operands, workspaceBytes: kernels.workspaceBytes(rows, T.self)) {
      operands, dx, workspace in
      kernels.crossEntropyGradient(
        logits: operands.elements(0), targets: operands.elements(1), dLoss: operands.elements(2), rows, into: &dx,
        &workspace)
    }
  }
}
