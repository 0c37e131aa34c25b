import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct PlanTests {
  /// A plan of what `body` computes from one input.
  private func plan(_ type: TensorType = TensorType([3]), _ body: (Tensor) throws -> [Tensor]) throws -> Plan {
    let trace = Trace()
    return try trace.run { try Plan(Program(trace, outputs: try body(trace.input(type)))) }
  }

  private func names(_ plan: Plan) -> [String] {
    plan.instructions.map { plan.program.graph.nodes[$0.node].name }
  }

  @Test func deadNodesAreDropped() throws {
    let plan = try plan { x in
      _ = exp(x) * 2
      _ = x.reshaped(to: [3, 1])
      return [tanh(x)]
    }
    #expect(names(plan) == ["tanh"])
    #expect(plan.program.graph.nodes.count == 2)
  }

  @Test func repeatedNodesAreShared() throws {
    let plan = try plan { x in [exp(x) + exp(x), exp(x) * 2, exp(-x)] }
    #expect(names(plan).flatMap { $0.split(separator: "+") }.filter { $0 == "exp" }.count == 2)
    let other = try self.plan { x in [x.sum(axis: 0), x.sum(axis: 0, keepDims: true), x[0..<2], x[1..<3]] }
    #expect(other.instructions.count == 4, "operations with other attributes are others")
  }

  @Test func randomNumbersOfOneKeyAndStepAreShared() throws {
    let step = Tensor(0, elementType: .int32)
    let plan = try plan { x in
      [
        dropout(x, rate: 0.5, key: RandomKey(seed: 1), step: step),
        dropout(x, rate: 0.5, key: RandomKey(seed: 1), step: step),
        dropout(x, rate: 0.5, key: RandomKey(seed: 2), step: step),
      ]
    }
    #expect(plan.instructions.count == 2)
  }

  @Test func constantsAreFolded() throws {
    let trace = Trace()
    let plan = try trace.run {
      let x = trace.input(TensorType([50]))
      return try Plan(Program(trace, outputs: [try gradient(of: tanh(x).mean(), with: [x])[0], Tensor([1, 2]) * 3]))
    }
    #expect(names(plan) == ["tanh", "mean", "tanhGradient", "copy"], "1/50, broadcast, is known")
    let executor = Executor(plan)
    executor.bind(input: 0, to: Buffer(copying: [Float](repeating: 0, count: 50)))
    #expect(try executor.run())
    #expect(try executor.output(0).scalars(as: Float.self) == [Float](repeating: 1 / 50, count: 50))
    #expect(try executor.output(1).doubles() == [3, 6])
    let large = try self.plan { x in [x + Tensor.zeros([1 << 20]).sum()] }
    #expect(names(large).contains("broadcast"), "large results stay in the arena")
  }

  @Test func viewsHaveNoKernel() throws {
    let plan = try plan(TensorType([2, 3])) { x in [exp(x.reshaped(to: [6]).expandingDimension(at: 0).stopGradient())] }
    #expect(names(plan) == ["exp"])
  }

  @Test func aChainNeedsTwoBuffersOrOneWhereKernelsMayOverwrite() throws {
    let plan = try plan(TensorType([1024])) { x in
      var y = x
      for _ in 0..<20 { y = softmax(y) }
      return [y]
    }
    #expect(plan.leastArenaBytes == 4096)
    #expect(plan.arenaBytes == 4096)
    #expect(plan.operationCount == 5 * 20 * 1024)
    let turning = try self.plan(TensorType([1024])) { x in
      var y = x
      for _ in 0..<20 { y = softmax(y).reversed() }
      return [y]
    }
    #expect(turning.leastArenaBytes == 2 * 4096)
    #expect(turning.arenaBytes == 2 * 4096)
  }

  @Test func describesItself() throws {
    let trace = Trace()
    let plan = try trace.run {
      let x = trace.input(TensorType([2, 3]))
      let w = try Variable("w", Tensor([[1], [2], [3]]))
      let y = trace.scope("model/dense") { dense(x, w.value) }
      try trace.requireFinite(y.sum())
      try w.assign(w.value * 2)
      return try Plan(Program(trace, outputs: [y]), backend: Backends.naive)
    }
    #expect(
      plan.description.replacing(/arena.*/, with: "") == """
        0  dense -> float32[2, 1]  [model/dense]  12 operations
        1  sum -> float32[]  2 operations
        -- losses are finite --
        2  multiply -> float32[3, 1]  3 operations
        3 kernels on naive, 17 operations, \("")
        """)
  }

  @Test func inputsVariablesAndConstantsMayBeOutputs() throws {
    let w = try Variable("w", Tensor([4, 5]))
    let trace = Trace()
    let plan = try trace.run {
      let x = trace.input(TensorType([2]))
      return try Plan(
        Program(
          trace,
          outputs: [x, x, w.value, Tensor([7, 8]) + 0, x.reshaped(to: [2, 1]), w.value.expandingDimension(at: 0)]))
    }
    let executor = Executor(plan)
    executor.bind(input: 0, to: Buffer(copying: [1, 2] as [Float]))
    #expect(try executor.run())
    let outputs = try (0..<6).map { try executor.output($0).doubles() }
    #expect(outputs == [[1, 2], [1, 2], [4, 5], [7, 8], [1, 2], [4, 5]])
  }

  @Test func anUnboundInputIsAnError() throws {
    let executor = Executor(try plan { [exp($0)] })
    let error = #expect(throws: KeratinError.self) { try executor.run() }
    #expect(error?.description == "expected 12 bytes of memory for input 0 of the plan. Received: none.")
  }

  @Test func inputsMove() throws {
    let executor = Executor(try plan { [$0 * 2] })
    let rows = Buffer(copying: (0..<48).map { Float($0) })
    executor.bind(input: 0, to: rows, offset: 64)
    #expect(try executor.run())
    #expect(try executor.output(0).doubles() == [32, 34, 36])
    executor.move(input: 0, offset: 128)
    #expect(try executor.run())
    #expect(try executor.output(0).doubles() == [64, 66, 68])
    executor.bind(input: 0, to: Buffer(copying: [1, 2, 3] as [Float]))
    #expect(try executor.run())
    #expect(try executor.output(0).doubles() == [2, 4, 6])
  }

  @Test func plansShareAnArena() throws {
    let arena = Arena()
    let small = Executor(try plan(TensorType([4])) { [exp(tanh($0))] }, arena: arena)
    let large = Executor(try plan(TensorType([400])) { [exp(tanh($0))] }, arena: arena)
    small.bind(input: 0, to: Buffer(copying: [0, 0, 0, 0] as [Float]))
    large.bind(input: 0, to: Buffer(copying: [Float](repeating: 0, count: 400)))
    #expect(try small.run() && large.run() && small.run())
    #expect(try small.output(0).doubles() == [1, 1, 1, 1])
    #expect(try large.run())
    #expect(try large.output(0).doubles() == [Double](repeating: 1, count: 400))
    #expect(arena.byteCount == large.plan.arenaBytes)
  }

  @Test func logsAreThoseOfTheLastRunWhateverChangesAfterIt() throws {
    let trace = Trace()
    let plan = try trace.run {
      let x = trace.input(TensorType([2]))
      return try Plan(Program(trace, outputs: [x * 2], logs: [exp(x).sum(), x * 2]))
    }
    // The sum alone waits until it is asked for: nothing else needs it, and it reads neither input nor variable.
    #expect(plan.mainCount == plan.instructions.count - 1)
    let executor = Executor(plan)
    executor.bind(input: 0, to: Buffer(copying: [0, 0] as [Float]))
    #expect(try executor.run())
    #expect(try executor.logs()[0].doubles() == [2])
    executor.bind(input: 0, to: Buffer(copying: [1, 2] as [Float]))
    #expect(try executor.run())
    #expect(try executor.output(0).doubles() == [2, 4])
    executor.bind(input: 0, to: Buffer(copying: [5, 6] as [Float]))
    let logs = try executor.logs()
    #expect(abs(try logs[0].scalar(as: Double.self) - 10.107) < 1e-3)
    #expect(try logs[1].doubles() == [2, 4])
    #expect(try executor.logs()[0].doubles() == logs[0].doubles())
  }

  @Test func logsAreGoneWhenAnotherPlanHasRunInTheArena() throws {
    let arena = Arena()
    func executor(_ count: Int) throws -> Executor {
      let trace = Trace()
      let plan = try trace.run {
        let x = trace.input(TensorType([count]))
        return try Plan(Program(trace, outputs: [x * 2], logs: [exp(x).sum()]))
      }
      let executor = Executor(plan, arena: arena)
      executor.bind(input: 0, to: Buffer(copying: [Float](repeating: 0, count: count)))
      return executor
    }
    let (small, large) = (try executor(2), try executor(4000))
    #expect(try small.run() && large.run())
    #expect(throws: KeratinError.self) { try small.logs() }
    #expect(try large.logs()[0].doubles() == [4000])
    #expect(try small.run())
    #expect(try small.logs()[0].doubles() == [2])
  }

  @Test(arguments: TestBackends.all)
  func aPrepackedWeightIsPackedAgainWhenItChanges(_ backend: TestBackend) throws {
    let w = try Variable("w", random([33, 50], "w", .float32))
    let trace = Trace()
    let plan = try trace.run {
      try Plan(Program(trace, outputs: [dense(trace.input(TensorType([20, 33])), w.value)]), backend: backend.kernels)
    }
    let executor = Executor(plan)
    let x = try random([20, 33], "x", .float32)
    executor.bind(input: 0, to: try x.buffer())
    for round in 0..<3 {
      #expect(try executor.run())
      let exact = Backends.with(Backends.naive) { x.cast(to: .float64).matmul(w.value.cast(to: .float64)) }
      let result = executor.output(0)
      #expect(try result.isClose(to: exact, rtol: 0, atol: 34 * 33 * 0x1p-24), "round \(round)")
      try w.assign(random([33, 50], "w \(round)", .float32))
    }
  }
}
