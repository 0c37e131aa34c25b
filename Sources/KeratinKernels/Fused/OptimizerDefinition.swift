extension FusedKernels where Self: Backend {
  public func sgd<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
    velocity: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let n = update.count
    let pair = Broadcast(count: n, operands: 2)
    let withScalar = Broadcast([[n], [1]], to: [n])
    let same = StridedCopy(extents: [n], strides: [1], sourceCount: n)
    var step = workspace.take(n, of: T.self)
    var result = workspace.take(n, of: T.self)
    binary(.multiply, g, learningRate, withScalar, into: &step)
    if velocity.isEmpty {
      binary(.subtract, w.span, step.span, pair, into: &result)
    } else {
      var scalar = workspace.take(1, of: T.self)
      var decayed = workspace.take(n, of: T.self)
      fill(T(rounding: update.momentum), into: &scalar)
      binary(.multiply, velocity.span, scalar.span, withScalar, into: &decayed)
      binary(.subtract, decayed.span, step.span, pair, into: &velocity)
      if update.nesterov {
        var ahead = workspace.take(n, of: T.self)
        binary(.multiply, velocity.span, scalar.span, withScalar, into: &decayed)
        binary(.subtract, decayed.span, step.span, pair, into: &ahead)
        binary(.add, w.span, ahead.span, pair, into: &result)
      } else {
        binary(.add, w.span, velocity.span, pair, into: &result)
      }
    }
    copy(result.span, same, into: &w)
  }

  public func workspaceBytes(_ update: SGDUpdate, _ type: any FloatingScalar.Type) -> Int {
    4 * Workspace.bytes(update.count, of: type) + Workspace.bytes(1, of: type)
  }

  public func adam<T: FloatingScalar>(
    gradient g: Span<T>, learningRate: Span<T>, iterations: Span<Int32>, _ update: AdamUpdate,
    w: inout MutableSpan<T>, m: inout MutableSpan<T>, v: inout MutableSpan<T>, largestV: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    let n = update.count
    let pair = Broadcast(count: n, operands: 2)
    let withScalar = Broadcast([[n], [1]], to: [n])
    let single = Broadcast(count: 1, operands: 2)
    let same = StridedCopy(extents: [n], strides: [1], sourceCount: n)
    var one = workspace.take(1, of: T.self)
    var t = workspace.take(1, of: T.self)
    var beta = workspace.take(1, of: T.self)
    var power = workspace.take(1, of: T.self)
    var root = workspace.take(1, of: T.self)
    var rate = workspace.take(1, of: T.self)
    fill(1, into: &one)
    cast(iterations, into: &power)
    binary(.add, power.span, one.span, single, into: &t)
    fill(T(rounding: update.beta2), into: &beta)
    binary(.power, beta.span, t.span, single, into: &power)
    binary(.subtract, one.span, power.span, single, into: &rate)
    unary(.sqrt, rate.span, into: &root)
    binary(.multiply, learningRate, root.span, single, into: &rate)
    fill(T(rounding: update.beta1), into: &beta)
    binary(.power, beta.span, t.span, single, into: &power)
    binary(.subtract, one.span, power.span, single, into: &root)
    binary(.divide, rate.span, root.span, single, into: &power)  // a

    var x = workspace.take(n, of: T.self)
    var y = workspace.take(n, of: T.self)
    // m + (g − m)(1 − β₁)
    fill(T(rounding: 1 - update.beta1), into: &beta)
    binary(.subtract, g, m.span, pair, into: &x)
    binary(.multiply, x.span, beta.span, withScalar, into: &y)
    binary(.add, m.span, y.span, pair, into: &x)
    copy(x.span, same, into: &m)
    // v + (g² − v)(1 − β₂)
    fill(T(rounding: 1 - update.beta2), into: &beta)
    unary(.square, g, into: &y)
    binary(.subtract, y.span, v.span, pair, into: &x)
    binary(.multiply, x.span, beta.span, withScalar, into: &y)
    binary(.add, v.span, y.span, pair, into: &x)
    copy(x.span, same, into: &v)
    if !largestV.isEmpty {
      binary(.maximum, largestV.span, v.span, pair, into: &x)
      copy(x.span, same, into: &largestV)
    }
    // w − m·a / (√v + ε)
    fill(T(rounding: update.epsilon), into: &beta)
    unary(.sqrt, x.span, into: &y)
    binary(.add, y.span, beta.span, withScalar, into: &x)
    binary(.multiply, m.span, power.span, withScalar, into: &y)
    var quotient = workspace.take(n, of: T.self)
    binary(.divide, y.span, x.span, pair, into: &quotient)
    binary(.subtract, w.span, quotient.span, pair, into: &x)
    copy(x.span, same, into: &w)
  }

  public func workspaceBytes(_ update: AdamUpdate, _ type: any FloatingScalar.Type) -> Int {
    3 * Workspace.bytes(update.count, of: type) + 6 * Workspace.bytes(1, of: type)
  }
}
