public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func productSGD<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, product.isMadeInBands else {
      return multiplyAndDescend(a, b, product, learningRate, update, &w, &velocity, &workspace)
    }
    let rate = learningRate.address(as: Float.self)[0]
    let w = w.address(as: Float.self)
    let run = ProductRun(product, table.products, a: a.address(), b: b.address(), c: w, &workspace)
    if velocity.isEmpty {
      let kernel = table.elements.optimizers.descent
      return run.forEachBand { g, start, count in kernel(g, rate, w + start, count) }
    }
    let v = velocity.address(as: Float.self)
    let (momentum, nesterov) = (Float(update.momentum), update.nesterov)
    let kernel = table.elements.optimizers.momentum
    run.forEachBand { g, start, count in kernel(g, rate, momentum, nesterov, w + start, v + start, count) }
  }

  @specialized(where T == Float)
  public func productAdam<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ product: Gemm, learningRate: Span<T>, iterations: Span<Int32>,
    _ update: AdamUpdate, w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>,
    largestV: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self, product.isMadeInBands else {
      return multiplyAndAdapt(a, b, product, learningRate, iterations, update, &w, &m, &v, &largestV, &workspace)
    }
    let factors = AdamFactors(
      update, learningRate: learningRate.address(as: Float.self)[0], iteration: Int(iterations[0]) + 1)
    let largest = largestV.isEmpty ? nil : largestV.address(as: Float.self)
    let (w, m, v) = (w.address(as: Float.self), m.address(as: Float.self), v.address(as: Float.self))
    let run = ProductRun(product, table.products, a: a.address(), b: b.address(), c: w, &workspace)
    let kernel = table.elements.optimizers.adam
    run.forEachBand { g, start, count in
      kernel(g, factors, w + start, m + start, v + start, largest.map { $0 + start }, count)
    }
  }

  public func workspaceBytes(_ product: Gemm, _ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int {
    type == Float.self && product.isMadeInBands
      ? workspaceBytes(product, type) : gradientBytes(product, type) + workspaceBytes(update, type)
  }

  public func workspaceBytes(_ product: Gemm, _ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int {
    type == Float.self && product.isMadeInBands
      ? workspaceBytes(product, type) : gradientBytes(product, type) + workspaceBytes(update, type)
  }
}

extension Gemm {
  /// True for a single product whose C has several columns: its rows go to the optimizer as they are made.
  fileprivate var isMadeInBands: Bool { batchCount == 1 && m > 0 && n > 1 && k > 0 }
}
