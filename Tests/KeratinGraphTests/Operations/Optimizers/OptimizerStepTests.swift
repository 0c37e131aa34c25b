import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct OptimizerStepTests {
  static let w = Tensor([1, -2, 0.5])
  static let g = Tensor([0.5, 0.25, -4])
  static let state = Tensor([0.1, -0.3, 0.2])
  static let rate = Tensor(0.1)

  /// The elements of a float32 tensor and where they must lie in Double, within a few roundings of the largest term.
  private func expect(_ received: Tensor?, _ exact: [Double], _ location: SourceLocation = #_sourceLocation) throws {
    let received = try #require(received, sourceLocation: location)
    try requireClose(
      try received.scalars(as: Float.self), exact, within: exact.map { 8 * 0x1p-24 * Swift.max($0.magnitude, 1) })
  }

  @Test(arguments: TestBackends.all)
  func descendsLikeKeras(_ backend: TestBackend) throws {
    let (w, g, v) = ([1, -2, 0.5], [0.5, 0.25, -4], [0.1, -0.3, 0.2])
    let y = try inAllLives(
      [OptimizerStepTests.w, OptimizerStepTests.g, OptimizerStepTests.state, OptimizerStepTests.rate], on: backend
    ) { x in
      let plain = sgdStep(x[0], gradient: x[1], learningRate: x[3])
      let momentum = sgdStep(x[0], gradient: x[1], learningRate: x[3], momentum: 0.9, velocity: x[2])
      let nesterov = sgdStep(x[0], gradient: x[1], learningRate: x[3], momentum: 0.9, nesterov: true, velocity: x[2])
      return [plain.w, momentum.w, momentum.velocity!, nesterov.w, nesterov.velocity!]
    }
    let velocity = zip(v, g).map { 0.9 * $0 - 0.1 * $1 }
    try expect(y[0], zip(w, g).map { $0 - 0.1 * $1 })
    try expect(y[1], zip(w, velocity).map { $0 + $1 })
    try expect(y[2], velocity)
    try expect(y[3], (0..<3).map { w[$0] + 0.9 * velocity[$0] - 0.1 * g[$0] })
    try expect(y[4], velocity)
  }

  @Test(arguments: TestBackends.all)
  func adamIsKerass(_ backend: TestBackend) throws {
    let (w, g, m, v, largest) = ([1, -2, 0.5], [0.5, 0.25, -4], [0.1, -0.3, 0.2], [0.4, 0.2, 0.1], [0.1, 3, 0.2])
    let y = try inAllLives(
      [
        OptimizerStepTests.w, OptimizerStepTests.g, OptimizerStepTests.state, Tensor([0.4, 0.2, 0.1]),
        Tensor([0.1, 3, 0.2]), OptimizerStepTests.rate, Tensor(2, elementType: .int32),
      ], on: backend
    ) { x in
      let plain = adamStep(x[0], gradient: x[1], learningRate: x[5], iterations: x[6], m: x[2], v: x[3])
      let amsgrad = adamStep(
        x[0], gradient: x[1], learningRate: x[5], iterations: x[6], m: x[2], v: x[3], largestV: x[4])
      return [plain.w, plain.m, plain.v, amsgrad.w, amsgrad.m, amsgrad.v, amsgrad.largestV!]
    }
    let a = 0.1 * (1 - 0.999 * 0.999 * 0.999).squareRoot() / (1 - 0.9 * 0.9 * 0.9)
    let newM = zip(m, g).map { $0 + ($1 - $0) * 0.1 }
    let newV = zip(v, g).map { $0 + ($1 * $1 - $0) * 0.001 }
    let newLargest = zip(largest, newV).map(max)
    try expect(y[0], (0..<3).map { w[$0] - a * newM[$0] / (newV[$0].squareRoot() + 1e-7) })
    try expect(y[1], newM)
    try expect(y[2], newV)
    try expect(y[3], (0..<3).map { w[$0] - a * newM[$0] / (newLargest[$0].squareRoot() + 1e-7) })
    try expect(y[6], newLargest)
  }

  @Test func adamsFirstStepIsTheLearningRate() throws {
    let zero = Tensor([0])
    let step = adamStep(
      Tensor([1]), gradient: Tensor([0.5]), learningRate: Tensor(0.1), iterations: Tensor(0, elementType: .int32),
      m: zero, v: zero)
    // Keras 3.15.1 gives 0.9000013.
    try requireClose(try step.w.scalars(as: Float.self), [0.9000013], within: [0.0000002])
  }

  @Test func stepsHaveNoGradient() throws {
    let trace = Trace(.eager)
    trace.run {
      let w = trace.constant(OptimizerStepTests.w)
      let stepped = sgdStep(w, gradient: OptimizerStepTests.g, learningRate: OptimizerStepTests.rate).w
      #expect(throws: KeratinError.self) { try gradient(of: stepped.sum(), with: [w]) }
    }
  }

  @Test func saysWhatDoesNotFit() {
    let short = sgdStep(OptimizerStepTests.w, gradient: Tensor([1]), learningRate: OptimizerStepTests.rate).w
    #expect(
      short.message == "sgd: expected tensors of one shape and element type. Received: float32[3] and float32[1].")
    let rates = sgdStep(OptimizerStepTests.w, gradient: OptimizerStepTests.g, learningRate: Tensor([0.1, 0.2])).w
    #expect(rates.message == "sgd: expected the learning rate as a tensor of one element. Received: float32[2].")
    let iterations = adamStep(
      OptimizerStepTests.w, gradient: OptimizerStepTests.g, learningRate: OptimizerStepTests.rate,
      iterations: Tensor(1), m: OptimizerStepTests.state, v: OptimizerStepTests.state
    ).w
    #expect(
      iterations.message
        == "adam: expected the number of iterations as an int32 tensor. Received: float32[]. Try: cast(to: .int32).")
  }
}
