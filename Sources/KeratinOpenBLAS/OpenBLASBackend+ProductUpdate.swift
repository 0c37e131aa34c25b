public import KeratinKernels

// Products are the library's, so that a gradient is made before the update takes it.
extension OpenBLASBackend {
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
