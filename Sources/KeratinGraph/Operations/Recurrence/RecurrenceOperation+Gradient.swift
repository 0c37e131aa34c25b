internal import KeratinKernels

extension RecurrenceOperation {
  func gradient(_ call: GradientCall) -> [Tensor?] {
    let places = Inputs(form)
    let dCells = form.hasCells ? call.upstream[1] : nil
    let operation = RecurrenceGradient(form: form, hasCellGradient: dCells != nil)
    var operands = [call.inputs[places.kernel], call.inputs[places.initial]]
    if form.hasCells { operands.append(call.inputs[places.initialCells]) }
    operands += call.results
    if form.hasMask { operands.append(call.inputs[places.mask]) }
    if form.hasDropout { operands.append(call.inputs[places.dropout]) }
    operands.append(call.dy)
    if let dCells { operands.append(dCells) }
    let gradients = apply(operation, operands)

    var result = [Tensor?](repeating: nil, count: call.inputs.count)
    result[places.projection] = gradients[0]
    result[places.initial] = gradients[1]
    if form.hasCells { result[places.initialCells] = gradients[2] }
    // What was added to the projection has its gradient, in the order of the steps, if it has no other.
    let inner =
      operation.hasInner ? gradients[2] : form.goBackwards ? gradients[0].reversed(axes: [1]) : gradients[0]
    if call.isWanted[places.kernel] {
      result[places.kernel] = kernelGradient(
        gradients[operation.resultCount - 1], inner, saved: call.results.last,
        dropout: form.hasDropout ? call.inputs[places.dropout] : nil)
    }
    if form.hasBias, call.isWanted[places.bias] { result[places.bias] = inner.asRows().sum(axis: 0) }
    return result
  }

  /// The gradient of U: one product over all steps of the states before them with the gradients of what U gave; where gates see
  /// states of their own, one for each kind of state.
  private func kernelGradient(_ before: Tensor, _ inner: Tensor, saved: Tensor?, dropout: Tensor?) -> Tensor {
    let units = before.shape[2]
    func product(_ states: Tensor, _ inner: Tensor) -> Tensor {
      states.asRows().matmul(inner.asRows(), transposeA: true)
    }
    func gates(_ range: Range<Int>) -> Tensor { inner[.ellipsis, range.lowerBound * units..<range.upperBound * units] }
    let reset = form.cell == .gru ? saved.map { $0[.ellipsis, units..<2 * units] } : nil
    if let dropout {
      let parts = (0..<form.cell.gates).map { gate in
        let states = before * dropout[gate].expandingDimension(at: 1)
        return product(gate == 2 ? reset.map { $0 * states } ?? states : states, gates(gate..<gate + 1))
      }
      return Tensor.concatenated(parts, axis: 1)
    }
    guard let reset else { return product(before, inner) }
    return Tensor.concatenated([product(before, gates(0..<2)), product(reset * before, gates(2..<3))], axis: 1)
  }
}
