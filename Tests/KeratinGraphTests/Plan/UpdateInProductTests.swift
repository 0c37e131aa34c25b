import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Large weights whose gradient is a product.
@Suite struct UpdateInProductTests {
  enum Rule: CaseIterable { case sgd, momentum, adam }

  /// A weight after two steps, and the names of the kernels that took them.
  private func train(
    _ rule: Rule, on backend: TestBackend, columns: Int, readsGradient: Bool = false
  ) throws -> (w: [Float], names: [String]) {
    let (rows, batch) = (520, 6)
    let w = try Variable("w", try random([rows, columns], "w", .float32))
    let states = try ["m", "v"].map { try Variable($0, Tensor.zeros([rows, columns])) }
    let x = try random([batch, rows], "x", .float32)
    let trace = Trace()
    let executor = try trace.run {
      // An input, or everything would be known when the plan is made.
      let x = trace.constant(x) * trace.input(TensorType([]))
      let old = w.value
      let dW = try gradient(of: square(x.matmul(old) - 1).mean(), with: [old])[0]
      switch rule {
      case .sgd: try w.assign(sgdStep(old, gradient: dW, learningRate: Tensor(0.1)).w)
      case .momentum:
        let step = sgdStep(
          old, gradient: dW, learningRate: Tensor(0.1), momentum: 0.9, velocity: states[0].value)
        try w.assign(step.w)
        try states[0].assign(step.velocity!)
      case .adam:
        let step = adamStep(
          old, gradient: dW, learningRate: Tensor(0.1), iterations: Tensor(0, elementType: .int32),
          m: states[0].value, v: states[1].value)
        try w.assign(step.w)
        try states[0].assign(step.m)
        try states[1].assign(step.v)
      }
      return Executor(try Plan(Program(trace, outputs: readsGradient ? [dW] : []), backend: backend.kernels))
    }
    executor.bind(input: 0, to: Buffer(copying: [1] as [Float]))
    for _ in 0..<2 { #expect(try executor.run()) }
    let graph = executor.plan.program.graph
    return (try w.value.scalars(as: Float.self), executor.plan.instructions.map { graph.nodes[$0.node].name })
  }

  @Test(arguments: TestBackends.all, Rule.allCases)
  func theStepTakesTheGradientFromItsProduct(_ backend: TestBackend, _ rule: Rule) throws {
    let fused = try train(rule, on: backend, columns: 510)
    #expect(fused.names.contains { $0.hasPrefix("matmul+") })
    #expect(!fused.names.contains("sgd") && !fused.names.contains("adam"))
    // A gradient that is read is made, and the weight is the same.
    let whole = try train(rule, on: backend, columns: 510, readsGradient: true)
    #expect(!whole.names.contains { $0.hasPrefix("matmul+") })
    try requireSameBits(fused.w, whole.w)
  }

  @Test func aSmallWeightsGradientIsMade() throws {
    let names = try train(.sgd, on: TestBackends.all[0], columns: 500).names
    #expect(names.contains("sgd"))
  }

  /// A step whose product reads the weight that it changes, as itself or through a view, takes the gradient of the old one.
  @Test(arguments: TestBackends.all, [false, true])
  func aProductOfTheWeightItselfIsDoneBeforeTheStep(_ backend: TestBackend, _ isView: Bool) throws {
    let (rows, columns) = (900, 300)
    let initial = try random([rows, columns], "w", .float32)
    let factor = try random([columns, columns], "factor", .float32)
    let w = try Variable("w", initial)
    let trace = Trace()
    let executor = try trace.run {
      let c = trace.constant(factor) * trace.input(TensorType([]))
      let old = isView ? w.value.stopGradient() : w.value
      try w.assign(sgdStep(w.value, gradient: old.matmul(c), learningRate: Tensor(0.5)).w)
      return Executor(try Plan(Program(trace, outputs: []), backend: backend.kernels))
    }
    executor.bind(input: 0, to: Buffer(copying: [1] as [Float]))
    #expect(try executor.run())
    let gradient = try backend.gemm(
      initial.scalars(as: Float.self), factor.scalars(as: Float.self), Gemm(m: rows, n: columns, k: columns))
    let expected = try backend.sgd(
      gradient: gradient, learningRate: 0.5, SGDUpdate(count: rows * columns, momentum: 0, nesterov: false),
      w: initial.scalars(as: Float.self), velocity: [])
    try requireSameBits(try w.value.scalars(as: Float.self), expected.w)
  }
}
