internal import KeratinKernels

/// A recurrence that projects its inputs itself: x `[batch, steps, inputs]`, the input kernel `[inputs, gates·units]` and, if there is one, its
/// bias `[gates·units]`, then the operands of ``RecurrenceOperation`` but for the projection; its results.
///
/// Plans make it where nobody else reads a projection (``ProjectInRecurrence``): it stands in no graph that is differentiated.
struct InputRecurrenceOperation: Operation {
  let recurrence: RecurrenceOperation
  let hasInputBias: Bool

  var name: String { "inputRecurrence" }
  var resultCount: Int { recurrence.resultCount }

  /// The operands of the projection.
  private var projectionCount: Int { hasInputBias ? 3 : 2 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let projection = try DenseOperation(activation: .linear).types(Array(inputs.prefix(projectionCount)))
    return try recurrence.types(projection + inputs.dropFirst(projectionCount))
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    throw KeratinError(
      .gradient, expected: "operations as they were traced", received: "a recurrence that a plan made", operation: name)
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let (form, places, count) = (recurrence.form, RecurrenceOperation.Inputs(recurrence.form), projectionCount)
    /// Where the recurrence's operand of this place stands here: the projection's operands are in the place of the projection.
    func place(_ place: Int) -> Int { place == .max ? place : place + count - 1 }
    let kernel = place(places.kernel)
    let initial = (place(places.initial), place(places.initialCells))
    let others = (bias: place(places.bias), mask: place(places.mask), dropout: place(places.dropout))
    let inputBias = hasInputBias ? 2 : Int.max
    let descriptor = InputRecurrence(form.descriptor(types.results[0].shape), inputs: types.inputs[0].shape[-1])
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: descriptor.inputs + descriptor.recurrence.units),
        operationCount: descriptor.operationCount, workspaceBytes: { $0.workspaceBytes(descriptor, T.self) },
        run: { call in
          var states = call.result(0, as: T.self)
          var cells = form.hasCells ? call.result(1, as: T.self) : call.noResult()
          var saved = form.hasSaved ? call.result(form.hasCells ? 2 : 1, as: T.self) : call.noResult()
          var workspace = call.workspace
          call.backend.inputRecurrence(
            call.input(0, as: T.self), inputKernel: call.input(1), inputBias: call.optionalInput(inputBias),
            kernel: call.input(kernel), bias: call.optionalInput(others.bias), initial: call.input(initial.0),
            initialCells: call.optionalInput(initial.1), mask: call.optionalInput(others.mask),
            dropout: call.optionalInput(others.dropout), descriptor, into: &states, cells: &cells, saved: &saved,
            &workspace)
        })
    }
    return make(types.results[0].elementType.floatingScalar!)
  }
}
