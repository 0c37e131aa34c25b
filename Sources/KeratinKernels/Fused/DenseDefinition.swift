extension FusedKernels where Self: Backend {
  public func dense<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, packed: Span<UInt8>, bias: Span<T>, _ descriptor: DenseProduct,
    into y: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let count = descriptor.rows * descriptor.units
    var product = workspace.take(count, of: T.self)
    gemm(x, w, descriptor.product, into: &product, &workspace)
    let result: Shape = [descriptor.rows, descriptor.units]
    let same = StridedCopy(extents: [count], strides: [1], sourceCount: count)
    guard let activation = descriptor.activation.operation else {
      if bias.isEmpty {
        copy(product.span, same, into: &y)
      } else {
        binary(.add, product.span, bias, Broadcast([result, [descriptor.units]], to: result), into: &y)
      }
      return
    }
    if bias.isEmpty {
      unary(activation, product.span, into: &y)
    } else {
      var sum = workspace.take(count, of: T.self)
      binary(.add, product.span, bias, Broadcast([result, [descriptor.units]], to: result), into: &sum)
      unary(activation, sum.span, into: &y)
    }
  }

  public func workspaceBytes(_ descriptor: DenseProduct, _ type: any FloatingScalar.Type) -> Int {
    2 * Workspace.bytes(descriptor.rows * descriptor.units, of: type) + workspaceBytes(descriptor.product, type)
  }
}
