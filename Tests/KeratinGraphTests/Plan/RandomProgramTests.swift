import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct RandomProgramTests {
  /// What one step returned and left behind.
  struct Step: Equatable {
    var outputs: [[UInt8]]
    var logs: [[UInt8]]
    var variables: [[UInt8]]
  }

  private func plan(
    _ number: Int, _ variables: [Variable], on backend: any Backend
  ) throws -> Plan {
    let trace = Trace()
    return try trace.run {
      var program = RandomProgram(number)
      let (outputs, logs) = try program.record(trace.input(RandomProgram.type), variables, in: trace)
      return try Plan(Program(trace, outputs: outputs, logs: logs), backend: backend)
    }
  }

  @Test(arguments: 0..<150)
  func aPlanDoesWhatAnEagerTraceDoes(_ number: Int) throws {
    let backend = TestBackends.all[number % TestBackends.all.count].kernels
    let inputs = try (0..<3).map { try random(RandomProgram.type.shape, "input \($0)", .float32) }
    let (eagerVariables, planVariables) = (try RandomProgram.variables(), try RandomProgram.variables())
    let executor = Executor(try plan(number, planVariables, on: backend))
    for (round, input) in inputs.enumerated() {
      let snapshots = planVariables.map(\.value)
      let before = try snapshots.map { try bytes($0) }
      let expected = try Backends.with(backend) {
        let trace = Trace(.eager)
        let (outputs, logs) = try trace.run {
          var program = RandomProgram(number)
          let results = try program.record(input, eagerVariables, in: trace)
          return (try results.outputs.map { try bytes($0) }, try results.logs.map { try bytes($0) })
        }
        #expect(try trace.commit())
        return Step(outputs: outputs, logs: logs, variables: try eagerVariables.map { try bytes($0.value) })
      }
      executor.bind(input: 0, to: try input.buffer())
      #expect(try executor.run())
      let logs = try executor.logs()
      let step = Step(
        outputs: try expected.outputs.indices.map { try bytes(executor.output($0)) },
        logs: try logs.map { try bytes($0) },
        variables: try planVariables.map { try bytes($0.value) })
      #expect(step == expected, "program \(number), step \(round)")
      #expect(try snapshots.map { try bytes($0) } == before, "a snapshot changed")
    }
  }

  @Test(arguments: 0..<150)
  func noLivingValueIsOverwritten(_ number: Int) throws {
    let plan = try plan(number, RandomProgram.variables(), on: Backends.simd)
    var occupation = Occupation(plan)
    for step in plan.instructions.indices {
      if step == plan.checkedCount { try occupation.requireIntact(plan.checkedPlacements, plan.program.checkedLosses) }
      try occupation.run(step)
    }
    try occupation.requireIntact(plan.outputPlacements, plan.program.outputs)
    try occupation.requireIntact(plan.logPlacements, plan.program.logs)
    try occupation.requireIntact(plan.commits.map(\.source), nil)
    #expect(plan.arenaBytes >= plan.leastArenaBytes)
  }
}

/// Whose bytes lie where while a plan runs, step by step.
private struct Occupation {
  struct Overwritten: Error {
    let value: Value
    let step: Int
  }

  private let plan: Plan
  private var owner: [Int: Value] = [:]
  private var step = 0

  init(_ plan: Plan) { self.plan = plan }

  /// Writes scratch memory and results, then looks whether the operands are still there: all three are needed at the same time.
  mutating func run(_ step: Int) throws {
    self.step = step
    let instruction = plan.instructions[step]
    let node = plan.program.graph.nodes[instruction.node]
    for (placement, input) in zip(instruction.operands, node.inputs) { try require(placement, input) }
    claim(instruction.scratchOffset, instruction.scratchBytes, Value(node: -1))
    for (result, placement) in instruction.results.enumerated() {
      guard case .arena(let offset) = placement else { continue }
      claim(offset, node.types[result].byteCount, Value(node: instruction.node, result: result))
    }
    for (operand, (placement, input)) in zip(instruction.operands, node.inputs).enumerated() {
      if instruction.overwrites(operand) {
        try requireLastRead(of: input, at: step)
      } else {
        try require(placement, input)
      }
    }
    for (result, placement) in instruction.results.enumerated() {
      try require(placement, Value(node: instruction.node, result: result))
    }
  }

  /// Values of which nothing may have been overwritten; for `nil` whatever lies at the places must be whole.
  func requireIntact(_ placements: [Placement], _ values: [Value]?) throws {
    if let values { for (placement, value) in zip(placements, values) { try require(placement, value) } }
    for case .arena(let offset) in placements where owner[offset] == nil || owner[offset]!.node < 0 {
      throw Overwritten(value: Value(node: -1), step: step)
    }
  }

  /// Whoever reads the value, itself or as a view, has done so.
  private func requireLastRead(of value: Value, at step: Int) throws {
    let memory = root(value)
    let later = plan.instructions[(step + 1)...].flatMap { plan.program.graph.nodes[$0.node].inputs }
    let program = plan.program
    let atEnd = program.outputs + program.logs + program.assignments.map(\.value) + program.checkedLosses
    if (later + atEnd).contains(where: { root($0) == memory }) { throw Overwritten(value: value, step: step) }
  }

  /// The value in whose memory a value lies.
  private func root(_ value: Value) -> Value {
    var root = value
    while case .operation(let operation) = plan.program.graph.nodes[root.node].source, operation.isView {
      root = plan.program.graph.nodes[root.node].inputs[0]
    }
    return root
  }

  private mutating func claim(_ offset: Int, _ bytes: Int, _ value: Value) {
    for block in stride(from: offset, to: offset + bytes, by: Buffer.alignment) { owner[block] = value }
  }

  private func require(_ placement: Placement, _ value: Value) throws {
    guard case .arena(let offset) = placement else { return }
    let root = root(value)
    let bytes = plan.program.graph.type(of: value).byteCount
    for block in stride(from: offset, to: offset + bytes, by: Buffer.alignment) where owner[block] != root {
      throw Overwritten(value: value, step: step)
    }
  }
}

extension Instruction {
  /// True if a result lies where this operand lies, and the kernel allows that.
  fileprivate func overwrites(_ operand: Int) -> Bool {
    kernel.overwrites.contains { $0.operand == operand && results[$0.result] == operands[operand] }
  }
}
