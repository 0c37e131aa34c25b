internal import KeratinKernels

/// One step of stochastic gradient descent as ``SGDUpdate`` says: from w, gradient, learning rate and, with momentum, velocity to the new
/// w and velocity.
struct SGDStep: Operation {
  let momentum: Double
  let nesterov: Bool
  let hasVelocity: Bool

  var name: String { "sgd" }
  var resultCount: Int { hasVelocity ? 2 : 1 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireUpdate(inputs, states: Array(inputs.dropFirst(3)))
    return [TensorType](repeating: inputs[0], count: resultCount)
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] { throw updateHasNoGradient() }

  /// The step of a weight of this type.
  func update(_ w: TensorType) -> SGDUpdate { SGDUpdate(count: w.count, momentum: momentum, nesterov: nesterov) }

  func kernel(_ types: NodeTypes) -> Kernel {
    let update = update(types.inputs[0])
    let updates = [Kernel.Update(result: 0, operand: 0)] + (hasVelocity ? [.init(result: 1, operand: 3)] : [])
    let (hasVelocity, nesterov) = (hasVelocity, nesterov)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition, updates: updates, operationCount: (hasVelocity ? nesterov ? 6 : 4 : 2) * update.count,
        workspaceBytes: { $0.workspaceBytes(update, T.self) },
        run: { call in
          var w = call.result(as: T.self)
          var velocity = hasVelocity ? call.result(1, as: T.self) : call.noResult()
          var workspace = call.workspace
          call.backend.sgd(
            gradient: call.input(1), learningRate: call.input(2), update, w: &w, velocity: &velocity, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
