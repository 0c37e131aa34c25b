public import KeratinKernels

extension SIMDBackend {
  @specialized(where T == Float)
  public func maxPool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>) {
    reference.maxPool(x, descriptor, into: &y)
  }

  @specialized(where T == Float)
  public func maxPoolSelect<T: FloatingScalar>(
    _ x: Span<T>, _ v: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>
  ) {
    reference.maxPoolSelect(x, v, descriptor, into: &y)
  }

  @specialized(where T == Float)
  public func maxPoolGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>
  ) {
    reference.maxPoolGradient(x, dy, descriptor, into: &dx)
  }

  @specialized(where T == Float)
  public func averagePool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>) {
    reference.averagePool(x, descriptor, into: &y)
  }

  @specialized(where T == Float)
  public func averagePoolGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>
  ) {
    reference.averagePoolGradient(dy, descriptor, into: &dx)
  }
}
