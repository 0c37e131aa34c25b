public import KeratinKernels

extension SIMDBackend {
  public func gemm<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: Gemm, into c: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    reference.gemm(a, b, descriptor, into: &c, &workspace)
  }

  public func workspaceBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int {
    reference.workspaceBytes(descriptor, type)
  }
}
