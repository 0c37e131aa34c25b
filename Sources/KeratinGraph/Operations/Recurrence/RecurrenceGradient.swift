internal import KeratinKernels

/// From what a ``RecurrenceOperation`` was given and found, and the gradients of its states and cells, to those of projection, initial state,
/// initial cells and, where it is another than the projection's, of h·U + b; and the states before the steps.
struct RecurrenceGradient: Operation {
  let form: RecurrenceForm
  /// True if the cells of all steps have a gradient too.
  let hasCellGradient: Bool
  /// Whether the states' gradient is that of the last step alone, `[batch, units]`.
  var isOfLastState = false

  var name: String { "recurrenceGradient" }
  var resultCount: Int { 3 + (form.hasCells ? 1 : 0) + (hasInner ? 1 : 0) }
  var hasInner: Bool { form.cell == .gruResetAfter }

  /// Where the operands stand among the inputs.
  struct Inputs {
    let kernel, initial, initialCells, states, cells, saved, mask, dropout, dStates, dCells: Int

    init(_ form: RecurrenceForm, hasCellGradient: Bool) {
      var places = RecurrenceForm.Places()
      kernel = places.take()
      initial = places.take()
      initialCells = places.take(form.hasCells)
      states = places.take()
      cells = places.take(form.hasCells)
      saved = places.take(form.hasSaved)
      mask = places.take(form.hasMask)
      dropout = places.take(form.hasDropout)
      dStates = places.take()
      dCells = places.take(hasCellGradient)
    }
  }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let places = Inputs(form, hasCellGradient: hasCellGradient)
    let states = inputs[places.states]
    if hasCellGradient { try requireSameTypes([states, inputs[places.dCells]]) }
    let type = states.elementType
    let gates = TensorType([states.shape[0], states.shape[1], inputs[places.kernel].shape[1]], type)
    let state = TensorType([states.shape[0], states.shape[2]], type)
    try requireSameTypes([isOfLastState ? state : states, inputs[places.dStates]])
    return [gates, state] + (form.hasCells ? [state] : []) + (hasInner ? [gates] : []) + [states]
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    throw KeratinError(
      .gradient, expected: "a first derivative of a recurrent layer", received: "a gradient of its gradient",
      suggestion: "RNN(cell) with a cell of your own, written in operations that have second derivatives")
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let (form, hasInner, resultCount) = (form, hasInner, resultCount)
    let places = Inputs(form, hasCellGradient: hasCellGradient)
    let descriptor = form.descriptor(types.inputs[places.states].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: descriptor.columns), operationCount: descriptor.operationCount,
        workspaceBytes: { $0.gradientWorkspaceBytes(descriptor, T.self) },
        run: { call in
          var dProjection = call.result(0, as: T.self)
          var dInitial = call.result(1, as: T.self)
          var dInitialCells = form.hasCells ? call.result(2, as: T.self) : call.noResult()
          var dInner = hasInner ? call.result(2, as: T.self) : call.noResult()
          var before = call.result(resultCount - 1, as: T.self)
          var workspace = call.workspace
          let record = RecurrenceRecord<T>(
            initial: call.input(places.initial), initialCells: call.optionalInput(places.initialCells),
            states: call.input(places.states), cells: call.optionalInput(places.cells),
            saved: call.optionalInput(places.saved))
          call.backend.recurrenceGradient(
            record, kernel: call.input(places.kernel), mask: call.optionalInput(places.mask),
            dropout: call.optionalInput(places.dropout), dStates: call.input(places.dStates),
            dCells: call.optionalInput(places.dCells), descriptor, into: &dProjection, dInner: &dInner,
            dInitial: &dInitial, dInitialCells: &dInitialCells, before: &before, &workspace)
        })
    }
    return make(types.results[0].elementType.floatingScalar!)
  }
}
