extension FusedKernels where Self: Backend {
  public func productSGD<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    multiplyAndDescend(a, b, product, learningRate, update, &w, &velocity, &workspace)
  }

  public func workspaceBytes(_ product: Gemm, _ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int {
    gradientBytes(product, type) + workspaceBytes(update, type)
  }

  public func productAdam<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: AdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    multiplyAndAdapt(a, b, product, learningRate, iterations, update, &w, &m, &v, &largestV, &workspace)
  }

  public func workspaceBytes(_ product: Gemm, _ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int {
    gradientBytes(product, type) + workspaceBytes(update, type)
  }
}

extension Backend {
  /// ``FusedKernels/productSGD(_:_:_:learningRate:_:w:velocity:_:)`` with this backend's product and update.
  package func multiplyAndDescend<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, _ learningRate: Span<T>, _ update: SGDUpdate,
    _ w: inout MutableSpan<T>, _ velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    var gradient = workspace.take(update.count, of: T.self)
    gemm(a, b, product, into: &gradient, &workspace)
    sgd(gradient: gradient.span, learningRate: learningRate, update, w: &w, velocity: &velocity, &workspace)
  }

  /// ``FusedKernels/productAdam(_:_:_:learningRate:iterations:_:w:m:v:largestV:_:)`` with this backend's product and update.
  package func multiplyAndAdapt<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, _ learningRate: Span<T>, _ iterations: Span<Int32>,
    _ update: AdamUpdate, _ w: inout MutableSpan<T>, _ m: inout MutableSpan<T>, _ v: inout MutableSpan<T>,
    _ largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    var gradient = workspace.take(update.count, of: T.self)
    gemm(a, b, product, into: &gradient, &workspace)
    adam(
      gradient: gradient.span, learningRate: learningRate, iterations: iterations, update, w: &w, m: &m, v: &v,
      largestV: &largestV, &workspace)
  }

  /// The workspace for a gradient and the product that makes it.
  package func gradientBytes(_ product: Gemm, _ type: any FloatingScalar.Type) -> Int {
    Workspace.bytes(product.m * product.n, of: type) + workspaceBytes(product, type)
  }
}
