internal import KeratinKernels

/// Applies an operation to tensors: the one place where their three lives part.
///
/// A failed input passes its error on. Among functional tensors the call becomes a node of the model; in a trace a node of its graph;
/// else it runs at once on ``Backends/current``. What cannot be returns tensors that carry the error.
public func apply(_ operation: some Operation, _ inputs: [Tensor], site: CallSite? = nil) -> [Tensor] {
  do {
    for input in inputs { if let error = input.error { throw error } }
    if inputs.contains(where: { $0.symbolic != nil }) {
      let types = try SymbolicCall.resultTypes(inputs.map(\.type)) { try operation.types($0) }
      return SymbolicCall(OperationCallee(operation), inputs: inputs, resultTypes: types).results
    }
    if let trace = Trace.current {
      return try trace.append(operation, inputs.map { try trace.value(of: $0) })
    }
    return try runAtOnce(operation, inputs, try operation.types(inputs.map(\.type)))
  } catch let error as KeratinError {
    let path = Trace.current?.path
    let located = error.located(
      operation: operation.name, layerPath: path?.isEmpty == false ? path : nil, site: site)
    let rank = inputs.map(\.rank).max() ?? 0
    let type = TensorType(
      Shape([Int](repeating: Shape.unknown, count: rank)), inputs.first?.elementType ?? .float32)
    return [Tensor](repeating: Tensor(failing: located, type), count: operation.resultCount)
  } catch {
    preconditionFailure("Operations throw KeratinError alone, not \(error)")
  }
}

/// Applies an operation with one result.
public func apply(_ operation: some Operation, _ inputs: Tensor..., site: CallSite? = nil) -> Tensor {
  apply(operation, inputs, site: site)[0]
}
