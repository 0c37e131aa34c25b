public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func dense<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, packed: Span<UInt8>, bias: Span<T>, _ descriptor: DenseProduct,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    if T.self != Float.self {
      return reference.dense(x, w, packed: packed, bias: bias, descriptor, into: &y, &workspace)
    }
    if y.isEmpty { return }
    var run = ProductRun(
      descriptor.product, table.products, a: x.address(), b: w.address(), c: y.address(),
      prepacked: packed.isEmpty ? nil : packed.address(), &workspace)
    run.bias = bias.isEmpty ? nil : bias.address()
    run.activation = descriptor.activation
    run.run()
  }

  public func workspaceBytes(_ descriptor: DenseProduct, _ type: any FloatingScalar.Type) -> Int {
    if type != Float.self { return reference.workspaceBytes(descriptor, type) }
    let product = descriptor.product
    return max(
      ProductPlan(product, table.products).workspaceBytes,
      ProductPlan(product, table.products, bIsPacked: true).workspaceBytes)
  }
}
