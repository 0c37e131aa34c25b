public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func sgd<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else {
      return reference.sgd(
        gradient: g, learningRate: learningRate, update, w: &w, velocity: &velocity, &workspace)
    }
    if update.count == 0 { return }
    let rate = learningRate.address(as: Float.self)[0]
    let g = g.address(as: Float.self)
    let w = w.address(as: Float.self)
    if velocity.isEmpty {
      let kernel = table.elements.optimizers.descent
      cut(update.count, every: PieceLength.moving) { kernel(g + $0, rate, w + $0, $1) }
      return
    }
    let v = velocity.address(as: Float.self)
    let (momentum, nesterov) = (Float(update.momentum), update.nesterov)
    let kernel = table.elements.optimizers.momentum
    cut(update.count, every: PieceLength.moving) {
      kernel(g + $0, rate, momentum, nesterov, w + $0, v + $0, $1)
    }
  }

  public func workspaceBytes(_ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int {
    type == Float.self ? 0 : reference.workspaceBytes(update, type)
  }

  @specialized(where T == Float)
  public func adam<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, iterations: Span<Int32>, _ update: AdamUpdate,
    w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>, largestV: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    guard T.self == Float.self else {
      return reference.adam(
        gradient: g, learningRate: learningRate, iterations: iterations, update, w: &w, m: &m, v: &v,
        largestV: &largestV, &workspace)
    }
    if update.count == 0 { return }
    let rate = learningRate.address(as: Float.self)[0]
    let factors = AdamFactors(update, learningRate: rate, iteration: Int(iterations[0]) + 1)
    let g = g.address(as: Float.self)
    let largest = largestV.isEmpty ? nil : largestV.address(as: Float.self)
    let (w, m, v) = (w.address(as: Float.self), m.address(as: Float.self), v.address(as: Float.self))
    let kernel = table.elements.optimizers.adam
    cut(update.count, every: PieceLength.moving) { start, count in
      kernel(g + start, factors, w + start, m + start, v + start, largest.map { $0 + start }, count)
    }
  }

  public func workspaceBytes(_ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int {
    type == Float.self ? 0 : reference.workspaceBytes(update, type)
  }
}

extension AdamFactors {
  /// The factors of iteration t, counted from 1, the bias corrections of both moments in the rate: rounded step by step
  /// as in the definition, since 1 − 0.999 in Float is off by far more than a rounding.
  init(_ update: AdamUpdate, learningRate: Float, iteration t: Int) {
    let power1 = Float(power(Double(Float(update.beta1)), t))
    let power2 = Float(power(Double(Float(update.beta2)), t))
    self.init(
      newM: Float(1 - update.beta1), newV: Float(1 - update.beta2),
      rate: learningRate * (1 - power2).squareRoot() / (1 - power1), epsilon: Float(update.epsilon))
  }
}

/// xⁿ for n ≥ 0 by squaring.
private func power(_ x: Double, _ n: Int) -> Double {
  var (result, square, rest) = (1.0, x, n)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}
