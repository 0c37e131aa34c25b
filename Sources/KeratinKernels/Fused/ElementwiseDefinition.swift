extension FusedKernels where Self: Backend {
  public func elementwise<T: FloatingScalar>(
    _ operands: Operands, _ program: ElementwiseProgram, _ type: T.Type, into results: Operands,
    _ workspace: inout Workspace
  ) {
    let values = ProgramValues<T>(program, operands, results, &workspace)
    for (index, step) in program.steps.enumerated() {
      let broadcast = program.broadcast(of: step)
      switch step {
      case .unary(let operation, let x):
        var y = values.writing(index)
        unary(operation, values.number(x), into: &y)
      case .binary(let operation, let a, let b):
        var y = values.writing(index)
        binary(operation, values.number(a), values.number(b), broadcast, into: &y)
      case .compare(let operation, let a, let b):
        var y = values.writingCondition(index)
        compare(operation, values.number(a), values.number(b), broadcast, into: &y)
      case .select(let condition, let a, let b):
        var y = values.writing(index)
        select(values.condition(condition), values.number(a), values.number(b), broadcast, into: &y)
      case .convert(let x):
        var y = values.writing(index)
        cast(values.condition(x), into: &y)
      case .dropout(let mask, let x, let counter):
        var y = values.writing(index)
        var rest = values.rest
        dropout(values.number(x), mask, step: operands.elements(counter), into: &y, &rest)
      }
    }
  }

  public func workspaceBytes(_ program: ElementwiseProgram, _ type: any FloatingScalar.Type) -> Int {
    var bytes = program.registerCount * Workspace.bytes(program.count, of: type)
    bytes += program.registerCount * Workspace.bytes(program.count, of: UInt8.self) + 2 * Buffer.alignment
    let dropout = program.steps.map { step in
      if case .dropout(let mask, _, _) = step { workspaceBytes(mask, type) } else { 0 }
    }
    return bytes + (dropout.max() ?? 0)
  }
}

extension ElementwiseProgram {
  /// How a step reads its values: operands as the program does, what steps made one element after another.
  package func broadcast(of step: Step) -> Broadcast {
    let dense = Shape(broadcast.extents).strides
    return Broadcast(
      extents: broadcast.extents, strides: step.inputs.map { $0 < operandCount ? broadcast.strides[$0] : dense })
  }
}

/// The values of an elementwise program, each whole.
private struct ProgramValues<T: FloatingScalar>: ~Escapable {
  private let program: ElementwiseProgram
  private let operands: Operands
  private let results: Operands
  private let numbers: Matrices<T>
  private let conditions: Matrices<UInt8>
  /// What is left of the workspace.
  let rest: Workspace

  @_lifetime(copy operands, copy results, copy workspace)
  init(_ program: ElementwiseProgram, _ operands: Operands, _ results: Operands, _ workspace: inout Workspace) {
    self.program = program
    self.operands = operands
    self.results = results
    numbers = Matrices(program.registerCount, of: program.count, &workspace)
    conditions = Matrices(program.registerCount, of: program.count, &workspace)
    rest = workspace.rest()
  }

  @_lifetime(copy self)
  func number(_ value: Int) -> Span<T> {
    if value < program.operandCount { return operands.elements(value) }
    switch program.places[value - program.operandCount] {
    case .result(let index): return results.elements(index)
    case .register(let index): return numbers[index]
    }
  }

  @_lifetime(copy self)
  func condition(_ value: Int) -> Span<UInt8> {
    if value < program.operandCount { return operands.elements(value) }
    switch program.places[value - program.operandCount] {
    case .result(let index): return results.elements(index)
    case .register(let index): return conditions[index]
    }
  }

  @_lifetime(copy self)
  func writing(_ step: Int) -> MutableSpan<T> {
    switch program.places[step] {
    case .result(let index): return results.mutableElements(index)
    case .register(let index): return numbers.writing(index)
    }
  }

  @_lifetime(copy self)
  func writingCondition(_ step: Int) -> MutableSpan<UInt8> {
    switch program.places[step] {
    case .result(let index): return results.mutableElements(index)
    case .register(let index): return conditions.writing(index)
    }
  }
}
