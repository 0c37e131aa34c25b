internal import KeratinKernels

/// A recurrent layer over a whole sequence: from the projected input `[batch, steps, gates·units]`, the recurrent kernel
/// `[units, gates·units]`, the initial state `[batch, units]` and, as the form has them, initial cells, recurrent bias `[gates·units]`, mask
/// `[batch, steps]` and dropout factors `[gates, batch, units]`, to the states of all steps `[batch, steps, units]`, the cells, and
/// what the gradient needs of the gates.
struct RecurrenceOperation: Operation {
  let form: RecurrenceForm
  /// Whether the cells of all steps are read, and what is kept of the gates: else they have no elements.
  var keepsCells = true
  var keepsSaved = true

  var name: String { "recurrence" }
  var resultCount: Int { 1 + (form.hasCells ? 1 : 0) + (form.hasSaved ? 1 : 0) }

  /// Where the operands stand among the inputs.
  struct Inputs {
    let projection, kernel, initial, initialCells, bias, mask, dropout: Int

    init(_ form: RecurrenceForm) {
      var places = RecurrenceForm.Places()
      projection = places.take()
      kernel = places.take()
      initial = places.take()
      initialCells = places.take(form.hasCells)
      bias = places.take(form.hasBias)
      mask = places.take(form.hasMask)
      dropout = places.take(form.hasDropout)
    }
  }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let places = Inputs(form)
    let numbers = inputs.indices.filter { $0 != places.mask }.map { inputs[$0] }
    let elementType = try commonElementType(numbers)
    try requireFloating(inputs[0])
    let (x, u) = (inputs[places.projection].shape, inputs[places.kernel].shape)
    let gates = form.cell.gates
    guard u.rank == 2, u[0] > 0, u[1] == Shape.product(gates, u[0]) else {
      throw KeratinError(
        .shape, expected: "a recurrent kernel of shape [units, \(gates) · units] with at least one unit",
        received: "\(u)")
    }
    guard x.rank == 3, x[2] == u[1] else {
      throw KeratinError(
        .shape, expected: "projected inputs of shape [batch, steps, \(u[1])]", received: "\(x)")
    }
    guard x[1] > 0 else {
      throw KeratinError(
        .shape, expected: "sequences of at least one step", received: "sequences of length 0, in shape \(x)",
        suggestion: "leaving empty sequences out, or padding them")
    }
    let (batch, steps, units) = (x[0], x[1], u[0])
    func require(_ index: Int, _ shape: Shape, _ what: String) throws {
      guard index < inputs.count, inputs[index].shape != shape else { return }
      throw KeratinError(.shape, expected: "\(what) of shape \(shape)", received: "\(inputs[index].shape)")
    }
    try require(places.initial, [batch, units], "an initial state")
    try require(places.initialCells, [batch, units], "initial cells")
    try require(places.bias, [u[1]], "a recurrent bias")
    try require(places.mask, [batch, steps], "a mask")
    try require(places.dropout, [gates, batch, units], "dropout factors")
    if form.hasMask, inputs[places.mask].elementType != .bool {
      throw KeratinError(
        .elementType, expected: "a mask of truth values", received: "\(inputs[places.mask])",
        suggestion: "mask .!= 0")
    }
    let states = TensorType([batch, steps, units], elementType)
    var results = [states]
    if form.hasCells { results.append(keepsCells ? states : TensorType([0], elementType)) }
    if form.hasSaved {
      let saved: Shape = [batch, steps, Shape.product(form.cell.savedGates, units)]
      results.append(TensorType(keepsSaved ? saved : [0], elementType))
    }
    return results
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let (form, places) = (form, Inputs(form))
    let descriptor = form.descriptor(types.results[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: descriptor.units), operationCount: descriptor.operationCount,
        workspaceBytes: { $0.workspaceBytes(descriptor, T.self) },
        run: { call in
          var states = call.result(0, as: T.self)
          var cells = form.hasCells ? call.result(1, as: T.self) : call.noResult()
          var saved = form.hasSaved ? call.result(form.hasCells ? 2 : 1, as: T.self) : call.noResult()
          var workspace = call.workspace
          call.backend.recurrence(
            projection: call.input(places.projection, as: T.self), kernel: call.input(places.kernel),
            bias: call.optionalInput(places.bias), initial: call.input(places.initial),
            initialCells: call.optionalInput(places.initialCells), mask: call.optionalInput(places.mask),
            dropout: call.optionalInput(places.dropout), descriptor, into: &states, cells: &cells, saved: &saved,
            &workspace)
        })
    }
    return make(types.results[0].elementType.floatingScalar!)
  }
}
