extension DerivedBackend {
  public func sgd<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.sgd(gradient: g, learningRate: learningRate, update, w: &w, velocity: &velocity, &workspace)
  }

  public func workspaceBytes(_ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(update, type)
  }

  public func adam<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, iterations: Span<Int32>, _ update: AdamUpdate, w: inout MutableSpan<T>,
    m: inout MutableSpan<T>, v: inout MutableSpan<T>, largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.adam(
      gradient: g, learningRate: learningRate, iterations: iterations, update, w: &w, m: &m, v: &v, largestV: &largestV,
      &workspace)
  }

  public func workspaceBytes(_ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(update, type)
  }

  public func sparseAdam<T: FloatingScalar>(
    gradient g: Span<T>, indices: Span<Int32>, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: SparseAdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.sparseAdam(
      gradient: g, indices: indices, learningRate: learningRate, iterations: iterations, update, w: &w, m: &m, v: &v,
      largestV: &largestV, &workspace)
  }

  public func workspaceBytes(_ update: SparseAdamUpdate, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(update, type)
  }

  public func productSGD<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.productSGD(a, b, product, learningRate: learningRate, update, w: &w, velocity: &velocity, &workspace)
  }

  public func workspaceBytes(_ product: Gemm, _ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(product, update, type)
  }

  public func productAdam<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: AdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    base.productAdam(
      a, b, product, learningRate: learningRate, iterations: iterations, update, w: &w, m: &m, v: &v,
      largestV: &largestV, &workspace)
  }

  public func workspaceBytes(_ product: Gemm, _ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int {
    base.workspaceBytes(product, update, type)
  }
}
