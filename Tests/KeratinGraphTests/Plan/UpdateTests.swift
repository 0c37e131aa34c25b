import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

/// Variables that a plan assigns.
@Suite struct UpdateTests {
  private func executor(_ body: (Trace) throws -> [Tensor]) throws -> Executor {
    let trace = Trace()
    return Executor(try trace.run { try Plan(Program(trace, outputs: try body(trace))) })
  }

  private let rate = Tensor(0.5)

  private func sgd(_ w: Tensor, _ gradient: Tensor) -> Tensor { sgdStep(w, gradient: gradient, learningRate: rate).w }

  private func isInPlace(_ plan: Plan, _ name: String) -> Bool {
    plan.instructions.contains { instruction in
      guard plan.program.graph.nodes[instruction.node].name == name, case .variable = instruction.results[0] else {
        return false
      }
      return true
    }
  }

  @Test func variablesSwap() throws {
    let (a, b) = (try Variable("a", Tensor([1, 2])), try Variable("b", Tensor([3, 4])))
    let executor = try executor { _ in
      let old = a.value
      try a.assign(b.value)
      try b.assign(old)
      return []
    }
    #expect(try executor.run())
    #expect(try a.value.doubles() == [3, 4] && b.value.doubles() == [1, 2])
    #expect(try executor.run())
    #expect(try a.value.doubles() == [1, 2] && b.value.doubles() == [3, 4])
  }

  @Test func aStepIsTakenInPlace() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let executor = try executor { _ in
      try w.assign(sgd(w.value, Tensor([2, 4])))
      return []
    }
    #expect(isInPlace(executor.plan, "sgd"))
    #expect(executor.plan.commits.isEmpty)
    #expect(try executor.run())
    let address = try w.value.buffer().address
    #expect(try executor.run())
    #expect(try w.value.buffer().address == address)
    #expect(try w.value.doubles() == [-1, -2])
  }

  @Test func theOldValueIsReadBeforeItIsOverwritten() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let executor = try executor { _ in
      let old = w.value
      try w.assign(sgd(old, Tensor([2, 4])))
      // Recorded after the update, it must run before it.
      return [old * 10, old, w.value * 10, old.reshaped(to: [2, 1]) * 3, w.value]
    }
    #expect(isInPlace(executor.plan, "sgd"))
    #expect(try executor.run())
    let outputs = try (0..<5).map { try executor.output($0).doubles() }
    #expect(outputs == [[10, 20], [1, 2], [0, 0], [3, 6], [0, 0]])
  }

  @Test func anUpdateThatItsReadersNeedIsNotInPlace() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let executor = try executor { _ in
      let old = w.value
      let new = sgd(old, Tensor([2, 4]))
      try w.assign(new)
      // Reads old and new at once: old must outlive the update.
      return [new + old]
    }
    #expect(!isInPlace(executor.plan, "sgd"))
    #expect(try executor.run())
    #expect(try executor.output(0).doubles() == [1, 2])
    #expect(try w.value.doubles() == [0, 0])
  }

  @Test func oneResultMayGoToTwoVariables() throws {
    let (a, b) = (try Variable("a", Tensor([1, 2])), try Variable("b", Tensor([3, 4])))
    let executor = try executor { _ in
      let new = sgd(a.value, Tensor([2, 4]))
      try a.assign(new)
      try b.assign(new)
      return []
    }
    #expect(try executor.run())
    #expect(try a.value.doubles() == [0, 0] && b.value.doubles() == [0, 0])
  }

  @Test func aStepMayGoToAnotherVariable() throws {
    let (a, b) = (try Variable("a", Tensor([1, 2])), try Variable("b", Tensor([3, 4])))
    let executor = try executor { _ in
      let (new, other) = (sgd(a.value, b.value), sgd(b.value, a.value))
      try a.assign(other)
      try b.assign(new)
      return []
    }
    #expect(try executor.run())
    #expect(try a.value.doubles() == [2.5, 3] && b.value.doubles() == [-0.5, 0])
  }

  @Test func snapshotsNeverChange() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let executor = try executor { _ in
      try w.assign(sgd(w.value, Tensor([2, 4])))
      return []
    }
    var snapshots: [Tensor] = []
    for _ in 0..<3 {
      snapshots.append(w.value)
      #expect(try executor.run())
    }
    #expect(try snapshots.map { try $0.doubles() } == [[1, 2], [0, 0], [-1, -2]])
    #expect(try w.value.doubles() == [-2, -4])
  }

  @Test func assignmentsFromOutsideAreFollowed() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let executor = try executor { _ in
      try w.assign(sgd(w.value, Tensor([2, 4])))
      return [w.value * 1]
    }
    #expect(try executor.run())
    try w.assign(Tensor([100, 200]))
    #expect(try executor.run())
    #expect(try executor.output(0).doubles() == [99, 198])
    #expect(try w.value.doubles() == [99, 198])
  }

  @Test func twoPlansUpdateOneVariable() throws {
    let w = try Variable("w", Tensor([1, 2]))
    let executors = try (0..<2).map { _ in
      try executor { _ in
        try w.assign(sgd(w.value, Tensor([2, 4])))
        return []
      }
    }
    for executor in executors + executors { #expect(try executor.run()) }
    #expect(try w.value.doubles() == [-3, -6])
  }

  @Test func aLossThatIsNotFiniteChangesNothing() throws {
    let (w, m, count) = (
      try Variable("w", Tensor([1, 2])), try Variable("m", Tensor([0, 0])),
      try Variable("count", Tensor(0, elementType: .int32))
    )
    let trace = Trace()
    let executor = try trace.run {
      let x = trace.input(TensorType([2]))
      let loss = (w.value * x).sum()
      try trace.requireFinite(loss)
      let step = sgdStep(w.value, gradient: x, learningRate: rate, momentum: 0.5, velocity: m.value)
      try w.assign(step.w)
      try m.assign(step.velocity!)
      try count.assign(count.value + 1)
      return Executor(try Plan(Program(trace, outputs: [loss])))
    }
    func state() throws -> [[Double]] { try [w, m, count].map { try $0.value.doubles() } }
    executor.bind(input: 0, to: Buffer(copying: [2, 4] as [Float]))
    #expect(try executor.run())
    let good = try state()
    #expect(good == [[0, 0], [-1, -2], [1]])
    for bad in [Float.nan, .infinity] {
      executor.bind(input: 0, to: Buffer(copying: [bad, 4] as [Float]))
      #expect(try executor.run() == false)
      #expect(try state() == good)
      let origin = try #require(executor.findNonFinite())
      #expect(origin.operation == "multiply" && origin.element == 0)
    }
    executor.bind(input: 0, to: Buffer(copying: [2, 4] as [Float]))
    #expect(try executor.run())
    #expect(try state()[2] == [2])
  }

  @Test(arguments: TestBackends.all)
  func adamsStateIsUpdatedInPlace(_ backend: TestBackend) throws {
    let variables = try ["w", "m", "v"].map { try Variable($0, Tensor.zeros([70])) }
    let count = try Variable("count", Tensor(0, elementType: .int32))
    let trace = Trace()
    let executor = try trace.run {
      let step = adamStep(
        variables[0].value, gradient: trace.input(TensorType([70])), learningRate: Tensor(0.1), iterations: count.value,
        m: variables[1].value, v: variables[2].value)
      try variables[0].assign(step.w)
      try variables[1].assign(step.m)
      try variables[2].assign(step.v)
      try count.assign(count.value + 1)
      return Executor(try Plan(Program(trace, outputs: []), backend: backend.kernels))
    }
    #expect(executor.plan.commits.count == 1, "only the counter is copied")
    // The same step by step, outside of any plan.
    var (w, m, v) = (Tensor.zeros([70]), Tensor.zeros([70]), Tensor.zeros([70]))
    for round in 0..<3 {
      let g = try random([70], "gradient \(round)", .float32)
      executor.bind(input: 0, to: try g.buffer())
      #expect(try executor.run())
      let step = Backends.with(backend.kernels) {
        adamStep(
          w, gradient: g, learningRate: Tensor(0.1), iterations: Tensor(Double(round), elementType: .int32), m: m, v: v)
      }
      (w, m, v) = (step.w, step.m, step.v)
      for (variable, expected) in zip(variables, [w, m, v]) {
        #expect(try variable.value.isIdentical(to: expected), "\(variable.name), round \(round)")
      }
    }
  }

  @Test func aVariableOfAnUnbuiltLayerIsAnError() {
    struct Zeros: Initializer {
      func values(_ shape: Shape, _ source: inout RandomSource) -> [Double] { [] }
    }
    let w = Variable("w", initializer: Zeros())
    let error = #expect(throws: KeratinError.self) { try w.value.doubles() }
    #expect(error?.kind == .state)
    #expect(throws: KeratinError.self) { try w.assign(Tensor([1])) }
  }
}
