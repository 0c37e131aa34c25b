public import KeratinKernels

extension OpenBLASBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func dense<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, packed: Span<UInt8>, bias: Span<T>, _ descriptor: DenseProduct,
    into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard let activation = descriptor.activation.operation else {
      return affine(x, w, bias, descriptor, into: &y)
    }
    var sum = workspace.take(descriptor.rows * descriptor.units, of: T.self)
    affine(x, w, bias, descriptor, into: &sum)
    base.unary(activation, sum.span, into: &y)
  }

  public func workspaceBytes(_ descriptor: DenseProduct, _ type: any FloatingScalar.Type) -> Int {
    descriptor.activation == .linear ? 0 : Workspace.bytes(descriptor.rows * descriptor.units, of: type)
  }

  /// Y = X·W + b: the product is added to the bias in each row.
  @inline(__always)
  private func affine<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, _ bias: Span<T>, _ descriptor: DenseProduct, into y: inout MutableSpan<T>
  ) {
    let target = y.address(as: T.self)
    if !bias.isEmpty {
      for row in 0..<descriptor.rows {
        (target + row * descriptor.units).update(from: bias.address(), count: descriptor.units)
      }
    }
    if T.self == Float.self {
      multiply(
        x.address(as: Float.self), w.address(), descriptor.product, y.address(), accumulate: !bias.isEmpty)
    } else {
      multiply(
        x.address(as: Double.self), w.address(), descriptor.product, y.address(), accumulate: !bias.isEmpty)
    }
  }
}
