internal import KeratinKernels

/// Works out, for a program whose passes have run, where every value lies and what each kernel is given.
struct PlanLayout {
  let program: Program
  let backend: any Backend
  let schedule: Schedule
  let kernels: [Int: Kernel]
  private(set) var variables: [Variable] = []
  private(set) var isWritten: [Bool] = []
  private(set) var constants: [Buffer] = []
  private(set) var packings: [Plan.Packing] = []
  private(set) var inputBytes: [Int] = []
  private(set) var arenaBytes = 0
  private(set) var leastArenaBytes = 0

  private var placements: [Value: Placement] = [:]
  private var scratch: [Int: (offset: Int, bytes: Int)] = [:]
  private var packed: [Int: Int] = [:]
  private var variableIndex: [ObjectIdentifier: Int] = [:]

  init(_ program: Program, backend: any Backend) throws {
    self.program = program
    self.backend = backend
    var kernels: [Int: Kernel] = [:]
    for (index, node) in program.graph.nodes.enumerated() {
      guard case .operation(let operation) = node.source, !operation.isView else { continue }
      kernels[index] = try operation.kernel(
        NodeTypes(inputs: node.inputs.map { program.graph.type(of: $0) }, results: node.types))
    }
    self.kernels = kernels
    schedule = Schedule(program, kernels: kernels)
  }

  func placement(of value: Value) -> Placement { placements[value]! }

  /// Gives every value its place.
  mutating func place() {
    placeLeaves()
    let end = schedule.order.count
    var intervals: [ArenaLayout.Interval] = []
    var intervalOf: [Value: Int] = [:]
    var scratchInterval: [Int: Int] = [:]

    func keep(_ value: Value, until step: Int) {
      if let interval = intervalOf[root(value)] {
        intervals[interval].last = max(intervals[interval].last, step)
      }
    }
    let lastSteps = lastSteps()
    for (step, index) in schedule.order.enumerated() {
      let node = program.graph.nodes[index]
      for input in node.inputs { keep(input, until: step) }
      guard let kernel = kernels[index] else { continue }
      // Operands in whose place results of this node lie: those live on.
      var taken = Set<Value>()
      for result in node.types.indices {
        let value = Value(node: index, result: result)
        if let place = schedule.inPlace[value] {
          placements[value] = .variable(variableIndex[ObjectIdentifier(program.assignments[place].variable)]!)
        } else if let operand = operandToOverwrite(
          index, result, kernel,
          where: { operand in
            lastSteps[operand] == step && !taken.contains(operand)
              && intervalOf[operand].map { intervals[$0].bytes } == node.types[result].byteCount
          })
        {
          taken.insert(operand)
          intervalOf[value] = intervalOf[operand]
        } else {
          intervalOf[value] = intervals.count
          intervals.append(.init(bytes: node.types[result].byteCount, first: step, last: step))
        }
      }
      scratchInterval[index] = intervals.count
      intervals.append(.init(bytes: kernel.workspaceBytes(backend), first: step, last: step))
    }
    for value in program.roots { keep(value, until: end) }

    let layout = ArenaLayout(intervals)
    arenaBytes = layout.byteCount
    leastArenaBytes = ArenaLayout.leastBytes(intervals)
    for (value, interval) in intervalOf { placements[value] = .arena(layout.offsets[interval]) }
    for (index, interval) in scratchInterval {
      scratch[index] = (layout.offsets[interval], intervals[interval].bytes)
    }
    for index in program.graph.nodes.indices where program.graph.nodes[index].isView {
      placements[Value(node: index)] = placements[root(Value(node: index))]
    }
    choosePackings()
  }

  /// The last step that needs each value that others may be views of.
  private func lastSteps() -> [Value: Int] {
    var last: [Value: Int] = [:]
    for (step, index) in schedule.order.enumerated() {
      for input in program.graph.nodes[index].inputs { last[root(input)] = step }
    }
    for value in program.roots { last[root(value)] = schedule.order.count }
    return last
  }

  /// The first operand in whose place a result may lie: one that the node reads once, and that is free.
  private func operandToOverwrite(
    _ index: Int, _ result: Int, _ kernel: Kernel, where isFree: (Value) -> Bool
  ) -> Value? {
    let roots = program.graph.nodes[index].inputs.map { root($0) }
    return kernel.overwrites.lazy.filter { $0.result == result }.map { roots[$0.operand] }.first { operand in
      isFree(operand) && roots.count { $0 == operand } == 1
    }
  }

  private mutating func placeLeaves() {
    for (index, node) in program.graph.nodes.enumerated() {
      let value = Value(node: index)
      switch node.source {
      case .operation: break
      case .input(let number):
        placements[value] = .input(number)
        inputBytes += [Int](repeating: 0, count: max(0, number + 1 - inputBytes.count))
        inputBytes[number] = node.types[0].byteCount
      case .constant(let buffer):
        placements[value] = .constant(constants.count)
        constants.append(buffer)
      case .variable(let variable): placements[value] = .variable(number(of: variable))
      }
    }
    for assignment in program.assignments { isWritten[number(of: assignment.variable)] = true }
  }

  private mutating func number(of variable: Variable) -> Int {
    if let number = variableIndex[ObjectIdentifier(variable)] { return number }
    variableIndex[ObjectIdentifier(variable)] = variables.count
    variables.append(variable)
    isWritten.append(false)
    return variables.count - 1
  }

  /// Prepacks operands that are variables this plan does not change.
  private mutating func choosePackings() {
    for index in schedule.order {
      guard let packing = kernels[index]?.packing,
        case .variable(let number) = placements[program.graph.nodes[index].inputs[packing.operand]],
        !isWritten[number], let type = packing.elementType.floatingScalar
      else { continue }
      let bytes = backend.packedBytes(packing.product, type)
      guard bytes > 0 else { continue }
      packed[index] = packings.count
      packings.append(Plan.Packing(variable: number, kernel: packing, bytes: bytes))
    }
  }

  /// The value whose memory `value` shares.
  private func root(_ value: Value) -> Value {
    program.graph.nodes[value.node].isView ? root(program.graph.nodes[value.node].inputs[0]) : value
  }

  /// The kernels in order, with their operands' places.
  func instructions() -> [Instruction] {
    schedule.order.compactMap { index in
      guard let kernel = kernels[index] else { return nil }
      let node = program.graph.nodes[index]
      let results = node.types.indices.map { placements[Value(node: index, result: $0)]! }
      let operands = node.inputs.map { placements[$0]! }
      let copies = kernel.updates.filter { operands[$0.operand] != results[$0.result] }
        .map { Instruction.Copy(result: $0.result, operand: $0.operand, bytes: node.types[$0.result].byteCount) }
      return Instruction(
        node: index, kernel: kernel, operands: operands,
        operandCounts: node.inputs.map { program.graph.type(of: $0).count }, results: results,
        resultCounts: node.types.map(\.count), copies: copies, scratchOffset: scratch[index]!.offset,
        scratchBytes: scratch[index]!.bytes, packed: packed[index])
    }
  }

  /// Assigned values that were not written in place.
  func commits() -> [Plan.Commit] {
    program.assignments.filter { schedule.inPlace[$0.value] == nil || placements[$0.value] != home($0.variable) }
      .map {
        Plan.Commit(
          source: placements[$0.value]!, variable: variableIndex[ObjectIdentifier($0.variable)]!,
          bytes: program.graph.type(of: $0.value).byteCount)
      }
  }

  private func home(_ variable: Variable) -> Placement { .variable(variableIndex[ObjectIdentifier(variable)]!) }
}
