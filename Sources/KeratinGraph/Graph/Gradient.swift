internal import KeratinKernels

/// The gradients of a scalar with respect to tensors of the current trace, as further nodes of it.
///
/// Backpropagation: walking the graph backwards from `loss`, each operation's rule turns the gradients of its results into those of
/// its inputs; where a value was used more than once they are added. The gradient of what `loss` does not depend on is zero.
///
/// - Parameters:
///   - loss: a floating tensor with no axes, or any shape if `upstream` is given.
///   - tensors: with respect to what; values of the trace.
///   - upstream: the gradient of the final scalar with respect to `loss`; 1 by default.
/// - Throws: ``KeratinError`` if `loss` is not a scalar of the current trace, or an operation on the way has no gradient.
public func gradient(of loss: Tensor, with tensors: [Tensor], upstream: Tensor? = nil) throws -> [Tensor] {
  guard let trace = Trace.current else {
    throw KeratinError(
      .state, expected: "a trace that recorded how the loss was computed", received: "no trace",
      operation: "gradient", suggestion: "gradient(with:) { … } with a closure that computes the loss")
  }
  guard loss.elementType.isFloating, upstream != nil || loss.count == 1 else {
    throw loss.error
      ?? KeratinError(
        .gradient, expected: "a loss of one floating element", received: "\(loss.type)", operation: "gradient",
        suggestion: "its mean or sum")
  }
  let root = try trace.value(of: loss)
  let targets = try tensors.map { try trace.value(of: $0) }
  if upstream == nil { try trace.requireFinite(loss) }

  let dependsOnTarget = trace.graph.nodesReached(from: Set(targets.map(\.node)), upTo: root.node)
  var gradients: [Value: Tensor] = [:]
  gradients[root] = upstream ?? Tensor.ones(loss.shape, elementType: loss.elementType)
  for index in stride(from: root.node, through: 0, by: -1) where dependsOnTarget[index] {
    let node = trace.graph.nodes[index]
    let results = node.types.indices.map { Value(node: index, result: $0) }
    let upstream = results.map { gradients[$0] }
    guard case .operation(let operation) = node.source, upstream.contains(where: { $0 != nil }) else { continue }
    let call = GradientCall(
      inputs: node.inputs.map { trace.tensor($0) }, results: results.map { trace.tensor($0) }, upstream: upstream,
      isWanted: node.inputs.map { dependsOnTarget[$0.node] && trace.graph.type(of: $0).elementType.isFloating })
    // What made a tensor whose gradient is asked for is itself asked for nothing.
    guard call.isWanted.contains(true) else { continue }
    let contributions = try trace.scope(resuming: node.layerPath) { try operation.gradient(call) }
    for (input, contribution) in zip(node.inputs, contributions) where dependsOnTarget[input.node] {
      guard let contribution else { continue }
      if let error = contribution.error { throw error }
      gradients[input] = gradients[input].map { $0 + contribution } ?? contribution
    }
  }
  return zip(targets, tensors).map { gradients[$0] ?? Tensor.zeros(like: $1) }
}

/// The gradients of the loss that `loss` computes with respect to variables, as numbers.
///
/// `loss` runs once in an eager trace; reading values inside it is allowed. Throws inside another trace, a step of training.
public func gradient(with variables: [Variable], of loss: () throws -> Tensor) throws -> [Tensor] {
  guard Trace.current == nil else {
    throw KeratinError(
      .state, expected: "gradient(with:of:) outside a layer's call and a model's step, where there are numbers",
      received: "a call while a step is traced", operation: "gradient",
      suggestion: "gradient(of: loss, with: variables.map(\\.value))")
  }
  let trace = Trace(.eager)
  return try trace.run {
    let loss = try loss()
    return try gradient(of: loss, with: variables.map(\.value)).map { Tensor(try $0.buffer(), $0.type) }
  }
}

extension Graph {
  /// For each node up to `last`, whether it is one of `sources` or computed from one, not through a `StopGradient`.
  func nodesReached(from sources: Set<Int>, upTo last: Int) -> [Bool] {
    var reached = [Bool](repeating: false, count: last + 1)
    for index in 0...last {
      let isStop = if case .operation(let operation) = nodes[index].source { operation is StopGradient } else { false }
      reached[index] = sources.contains(index) || !isStop && nodes[index].inputs.contains { reached[$0.node] }
    }
    return reached
  }
}
