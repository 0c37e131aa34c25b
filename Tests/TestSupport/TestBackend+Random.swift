public import KeratinKernels

extension TestBackend {
  public func randomUniform<T: FloatingScalar>(
    _ stream: RandomStream, step: Int32, as type: T.Type
  ) throws -> [T] {
    let step = [step]
    return try run(count: stream.count) { (y: inout MutableSpan<T>, _) in
      kernels.randomUniform(stream, step: step.span, into: &y)
    }
  }

  public func dropout<T: FloatingScalar>(_ x: [T], _ mask: DropoutMask, step: Int32) throws -> [T] {
    let step = [step]
    return try run(count: x.count, workspaceBytes: kernels.workspaceBytes(mask, T.self)) { y, workspace in
      kernels.dropout(x.span, mask, step: step.span, into: &y, &workspace)
    }
  }
}
