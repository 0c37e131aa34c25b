import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct CrossCheckTests {
  /// A backend whose exponential is wrong by one part in `part` at element 7.
  struct WrongSigmoid: DerivedBackend {
    let base = Backends.simd
    let name = "simd"
    let summary = "simd, but for one result"
    let part: Float
    func unary<T: FloatingScalar>(_ operation: UnaryOperation, _ x: Span<T>, into y: inout MutableSpan<T>) {
      base.unary(operation, x, into: &y)
      if operation == .sigmoid, y.count > 7 { y[7] = y[7] * (1 + T(1) / T(part)) }
    }

    func elementwise<T: FloatingScalar>(
      _ operands: Operands, _ program: ElementwiseProgram, _ type: T.Type, into results: Operands,
      _ workspace: inout Workspace
    ) {
      base.elementwise(operands, program, type, into: results, &workspace)
      guard case .unary(.sigmoid, _)? = program.steps.last, program.count > 7 else { return }
      var y = results.mutableElements(0, as: T.self)
      y[7] = y[7] * (1 + T(1) / T(part))
    }
  }

  /// A backend that adds up one row too few.
  struct WrongGather: DerivedBackend {
    let base = Backends.simd
    let name = "simd"
    let summary = "simd, but for one result"
    func gatherAdjoint<T: ArithmeticScalar>(
      _ y: Span<T>, _ indices: Span<Int32>, _ descriptor: RowGather, into table: inout MutableSpan<T>
    ) {
      let fewer = RowGather(rows: descriptor.rows, rowLength: descriptor.rowLength, count: descriptor.count - 1)
      base.gatherAdjoint(y, indices, fewer, into: &table)
    }
  }

  /// A backend that goes too far down.
  struct WrongUpdate: DerivedBackend {
    let base = Backends.simd
    let name = "simd"
    let summary = "simd, but for its updates"
    func sgd<T: FloatingScalar>(
      gradient g: Span<T>, learningRate: Span<T>, _ update: SGDUpdate, w: inout MutableSpan<T>,
      velocity: inout MutableSpan<T>, _ workspace: inout Workspace
    ) {
      base.sgd(gradient: g, learningRate: learningRate, update, w: &w, velocity: &velocity, &workspace)
      w[0] = w[0] * 2
    }
  }

  @Test func aWrongUpdateIsTakenBack() throws {
    let executor = try plan(on: WrongUpdate())
    executor.crossCheck = CrossCheck(against: Backends.naive)
    let before = try random([6, 5], "w", .float32).doubles()
    #expect(throws: KeratinError.self) { try executor.run() }
    #expect(try executor.plan.variables[0].value.doubles() == before)
  }

  private func plan(on backend: any Backend) throws -> Executor {
    let w = try Variable("w", random([6, 5], "w", .float32))
    let input = try random([8, 6], "x", .float32).buffer()
    let trace = Trace()
    return try trace.run {
      let x = trace.input(TensorType([8, 6]))
      let y = trace.scope("model/hidden") { sigmoid(x.matmul(w.value) + 1) }
      let z = trace.scope("model/embedding") { softmax(y.gathering(Tensor([3, 3, 1] as [Int32]))) }
      let loss = square(z).sum() + y.argmax(axis: 1).mean()
      let gradients = try gradient(of: loss, with: [w.value])
      try w.assign(sgdStep(w.value, gradient: gradients[0], learningRate: Tensor(0.1)).w)
      let executor = Executor(try Plan(Program(trace, outputs: [loss]), backend: backend))
      executor.bind(input: 0, to: input)
      return executor
    }
  }

  @Test(arguments: TestBackends.all)
  func backendsThatAgreeAreClean(_ backend: TestBackend) throws {
    let executor = try plan(on: backend.kernels)
    let crossCheck = CrossCheck(against: Backends.naive)
    executor.crossCheck = crossCheck
    for _ in 0..<3 { #expect(try executor.run()) }
    #expect(crossCheck.kernelCount == 3 * executor.plan.instructions.count)
    #expect(crossCheck.largestShare <= 1)
    #expect(
      crossCheck.summary.hasPrefix("\(crossCheck.kernelCount) kernels agree with naive; the largest difference is "))
    let plain = try plan(on: backend.kernels)
    for _ in 0..<3 { #expect(try plain.run()) }
    #expect(try executor.output(0).isIdentical(to: plain.output(0)), "checking changes no result")
  }

  @Test func aBrokenKernelIsNamed() throws {
    let executor = try plan(on: WrongSigmoid(part: 100_000))
    executor.crossCheck = CrossCheck(against: Backends.naive)
    let error = #expect(throws: KeratinError.self) { try executor.run() }
    #expect(error?.kind == .backend)
    #expect(error?.operation == "add+sigmoid")
    #expect(error?.layerPath == "model/hidden")
    #expect(error?.received.hasPrefix("element 7 of 40: ") == true)
    #expect(error?.suggestion == "KERATIN_BACKEND=naive, and report the case")
  }

  @Test func aBrokenGradientIsNamed() throws {
    let executor = try plan(on: WrongGather())
    executor.crossCheck = CrossCheck(against: Backends.naive)
    let error = #expect(throws: KeratinError.self) { try executor.run() }
    #expect(error?.operation == "gatherAdjoint")
    #expect(error?.layerPath == "model/embedding")
  }

  @Test func whatIsWithinTheBoundPasses() throws {
    // One unit in the last place of a number near 1/2.
    let executor = try plan(on: WrongSigmoid(part: 0x1p24))
    executor.crossCheck = CrossCheck(against: Backends.naive)
    #expect(try executor.run())
  }
}
