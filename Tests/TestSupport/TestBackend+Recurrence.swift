public import KeratinKernels

/// What a recurrence is given.
public struct RecurrenceCase<T: FloatingScalar> {
  public var projection: [T]
  public var kernel: [T]
  public var bias: [T]
  public var initial: [T]
  public var initialCells: [T]
  public var mask: [UInt8]
  public var dropout: [T]

  public init(
    projection: [T], kernel: [T], bias: [T], initial: [T], initialCells: [T], mask: [UInt8], dropout: [T]
  ) {
    self.projection = projection
    self.kernel = kernel
    self.bias = bias
    self.initial = initial
    self.initialCells = initialCells
    self.mask = mask
    self.dropout = dropout
  }

  /// The same in Double.
  public var widened: RecurrenceCase<Double> {
    RecurrenceCase<Double>(
      projection: projection.map(\.asDouble), kernel: kernel.map(\.asDouble), bias: bias.map(\.asDouble),
      initial: initial.map(\.asDouble), initialCells: initialCells.map(\.asDouble), mask: mask,
      dropout: dropout.map(\.asDouble))
  }
}

extension TestBackend {
  /// States, cells and what is saved of the gates; or the states alone.
  public func recurrence<T: FloatingScalar>(
    _ given: RecurrenceCase<T>, _ descriptor: Recurrence, keepsAll: Bool = true
  ) throws -> [[T]] {
    let count = descriptor.steps * descriptor.stateCount
    let kept = keepsAll ? count : 0
    return try run(
      [
        .poison(count: count), .poison(count: descriptor.cell == .lstm ? kept : 0),
        .poison(count: kept * descriptor.cell.savedGates),
      ],
      reading: [
        KernelOperand(given.projection), KernelOperand(given.kernel), KernelOperand(given.bias),
        KernelOperand(given.initial), KernelOperand(given.initialCells), KernelOperand(given.mask),
        KernelOperand(given.dropout),
      ], workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, results, workspace in
      var states = results.mutableElements(0, as: T.self)
      var cells = results.mutableElements(1, as: T.self)
      var saved = results.mutableElements(2, as: T.self)
      kernels.recurrence(
        projection: operands.elements(0), kernel: operands.elements(1), bias: operands.elements(2),
        initial: operands.elements(3), initialCells: operands.elements(4), mask: operands.elements(5),
        dropout: operands.elements(6), descriptor, into: &states, cells: &cells, saved: &saved, &workspace)
    }
  }

  /// The same from the inputs on: `given.projection` is not looked at. `x` is `B × T × I`, `w` `I × G·N`, `bias` that of the projection or
  /// empty.
  public func inputRecurrence<T: FloatingScalar>(
    _ x: [T], _ w: [T], _ bias: [T], _ given: RecurrenceCase<T>, _ descriptor: InputRecurrence, keepsAll: Bool = true
  ) throws -> [[T]] {
    let recurrence = descriptor.recurrence
    let count = recurrence.steps * recurrence.stateCount
    let kept = keepsAll ? count : 0
    return try run(
      [
        .poison(count: count), .poison(count: recurrence.cell == .lstm ? kept : 0),
        .poison(count: kept * recurrence.cell.savedGates),
      ],
      reading: [
        KernelOperand(x), KernelOperand(w), KernelOperand(bias), KernelOperand(given.kernel), KernelOperand(given.bias),
        KernelOperand(given.initial), KernelOperand(given.initialCells), KernelOperand(given.mask),
        KernelOperand(given.dropout),
      ], workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, results, workspace in
      var states = results.mutableElements(0, as: T.self)
      var cells = results.mutableElements(1, as: T.self)
      var saved = results.mutableElements(2, as: T.self)
      kernels.inputRecurrence(
        operands.elements(0), inputKernel: operands.elements(1), inputBias: operands.elements(2),
        kernel: operands.elements(3), bias: operands.elements(4), initial: operands.elements(5),
        initialCells: operands.elements(6), mask: operands.elements(7), dropout: operands.elements(8), descriptor,
        into: &states, cells: &cells, saved: &saved, &workspace)
    }
  }

  /// The gradients of projection, of what U gave, of the initial state and the initial cells; and the states before the steps.
  public func recurrenceGradient<T: FloatingScalar>(
    _ given: RecurrenceCase<T>, _ found: [[T]], dStates: [T], dCells: [T], _ descriptor: Recurrence
  ) throws -> [[T]] {
    let (count, hasCells) = (descriptor.batch * descriptor.steps * descriptor.columns, descriptor.cell == .lstm)
    return try run(
      [
        .poison(count: count), .poison(count: descriptor.cell == .gruResetAfter ? count : 0),
        .poison(count: descriptor.stateCount), .poison(count: hasCells ? descriptor.stateCount : 0),
        .poison(count: descriptor.steps * descriptor.stateCount),
      ],
      reading: [
        KernelOperand(given.initial), KernelOperand(given.initialCells), KernelOperand(found[0]),
        KernelOperand(found[1]), KernelOperand(found[2]), KernelOperand(given.kernel), KernelOperand(given.mask),
        KernelOperand(given.dropout), KernelOperand(dStates), KernelOperand(dCells),
      ], workspaceBytes: kernels.gradientWorkspaceBytes(descriptor, T.self)
    ) { operands, results, workspace in
      var dProjection = results.mutableElements(0, as: T.self)
      var dInner = results.mutableElements(1, as: T.self)
      var dInitial = results.mutableElements(2, as: T.self)
      var dInitialCells = results.mutableElements(3, as: T.self)
      var before = results.mutableElements(4, as: T.self)
      let record = RecurrenceRecord<T>(
        initial: operands.elements(0), initialCells: operands.elements(1), states: operands.elements(2),
        cells: operands.elements(3), saved: operands.elements(4))
      kernels.recurrenceGradient(
        record, kernel: operands.elements(5), mask: operands.elements(6), dropout: operands.elements(7),
        dStates: operands.elements(8), dCells: operands.elements(9), descriptor, into: &dProjection, dInner: &dInner,
        dInitial: &dInitial, dInitialCells: &dInitialCells, before: &before, &workspace)
    }
  }
}
