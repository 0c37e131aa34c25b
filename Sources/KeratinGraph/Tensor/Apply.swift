internal import KeratinKernels

/// Applies an operation to tensors: the one place where their three lives part.
///
/// A failed input passes its error on. Among functional tensors the call becomes a node of the model; in a trace a node of its graph;
/// else it runs at once on ``Backends/current``. What cannot be returns tensors that carry the error. Results carry no masks.
public func apply(_ operation: some Operation, _ inputs: [Tensor], site: CallSite? = nil) -> [Tensor] {
  do {
    for input in inputs { if let error = input.error { throw error } }
    if inputs.contains(where: { $0.symbolic != nil }) {
      let types = try SymbolicCall.resultTypes(inputs.map { MaskedType($0.type) }) { inputs in
        try operation.checkedTypes(inputs.map(\.type)).map { MaskedType($0) }
      }
      return SymbolicCall(OperationCallee(operation), inputs: inputs, resultTypes: types).results
    }
    if let trace = Trace.current {
      return try trace.append(operation, inputs.map { try trace.value(of: $0) })
    }
    let types = try operation.checkedTypes(inputs.map(\.type))
    try operation.check(inputs)
    return try runAtOnce(operation, inputs, types)
  } catch {
    let failed = Tensor(failing: KeratinError(wrapping: error), in: operation.name, of: inputs, site: site)
    return [Tensor](repeating: failed, count: operation.resultCount)
  }
}

/// Applies an operation with one result.
public func apply(_ operation: some Operation, _ inputs: Tensor..., site: CallSite? = nil) -> Tensor {
  apply(operation, inputs, site: site)[0]
}

extension Tensor {
  /// What an operation on `inputs` returns that cannot be: the error with the place added, the inputs' rank kept.
  init(failing error: KeratinError, in operation: String, of inputs: [Tensor], site: CallSite? = nil) {
    let located = error.located(operation: operation, layerPath: Trace.current?.path, site: site)
    let rank = inputs.map(\.rank).max() ?? 0
    self.init(
      failing: located,
      TensorType(Shape([Int](repeating: Shape.unknown, count: rank)), inputs.first?.elementType ?? .float32))
  }

  /// The tensor that `body` makes of this one, or one that carries the error it throws.
  func attempting(_ operation: String, site: CallSite? = nil, _ body: () throws -> Tensor) -> Tensor {
    do {
      return try body()
    } catch {
      return Tensor(failing: self.error ?? KeratinError(wrapping: error), in: operation, of: [self], site: site)
    }
  }
}
