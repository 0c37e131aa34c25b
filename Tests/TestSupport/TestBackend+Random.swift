public import KeratinKernels

extension TestBackend {
  public func randomUniform<T: FloatingScalar>(
    _ stream: RandomStream, step: Int32, as type: T.Type
  ) throws -> [T] {
    try run(count: stream.count, reading: [KernelOperand([step])]) { (operands, y: inout MutableSpan<T>, _) in
      kernels.randomUniform(stream, step: operands.elements(0), into: &y)
    }
  }

  public func dropout<T: FloatingScalar>(_ x: [T], _ mask: DropoutMask, step: Int32) throws -> [T] {
    let operands = [KernelOperand(x), KernelOperand([step])]
    return try run(count: x.count, reading: operands, workspaceBytes: kernels.workspaceBytes(mask, T.self)) {
      operands, y, workspace in
      kernels.dropout(operands.elements(0), mask, step: operands.elements(1), into: &y, &workspace)
    }
  }
}
