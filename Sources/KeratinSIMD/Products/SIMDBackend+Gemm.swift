public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func gemm<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: Gemm, into c: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    if T.self != Float.self { return reference.gemm(a, b, descriptor, into: &c, &workspace) }
    if c.isEmpty { return }
    let run = ProductRun(
      descriptor, table.products, a: a.address(), b: b.address(), c: c.address(), &workspace)
    run.run()
  }

  public func workspaceBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self { return reference.workspaceBytes(descriptor, type) }
    return ProductPlan(descriptor, table.products).workspaceBytes
  }

  public func packedBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self { return reference.packedBytes(descriptor, type) }
    let plan = ProductPlan(descriptor, table.products, bIsPacked: true)
    return plan.gainsByPackedB ? plan.packedB * MemoryLayout<Float>.stride : 0
  }

  @specialized(where T == Float)
  public func pack<T: FloatingScalar>(_ b: Span<T>, _ descriptor: Gemm, into packed: inout MutableSpan<UInt8>) {
    if T.self != Float.self { return reference.pack(b, descriptor, into: &packed) }
    if packed.isEmpty { return }
    let plan = ProductPlan(descriptor, table.products, bIsPacked: true)
    plan.packPanels(0..<descriptor.n, of: b.address(), table.products, into: packed.address())
  }
}
