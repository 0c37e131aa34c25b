internal import KeratinKernels

/// y = a where the condition holds, else b, with broadcasting.
struct Select: Operation {
  var name: String { "which" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    guard inputs[0].elementType == .bool else {
      throw KeratinError(
        .elementType, expected: "a bool condition", received: "\(inputs[0])", suggestion: "x .!= 0")
    }
    return [TensorType(try broadcastShape(inputs), try commonElementType(Array(inputs.dropFirst())))]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (condition, dy) = (call.inputs[0], call.dy)
    let zero = Tensor(0, elementType: dy.elementType)
    return [
      nil,
      call.isWanted[1] ? which(condition, dy, zero).summed(to: call.inputs[1].shape) : nil,
      call.isWanted[2] ? which(condition, zero, dy).summed(to: call.inputs[2].shape) : nil,
    ]
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let broadcast = Broadcast(types.inputs.map(\.shape), to: types.results[0].shape)
    func make<T: Scalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .exact, overwrites: types.overwrites([1, 2]), operationCount: types.results[0].count
      ) { call in
        var y = call.result(as: T.self)
        call.backend.select(call.input(0), call.input(1, as: T.self), call.input(2), broadcast, into: &y)
      }
    }
    return make(types.results[0].elementType.scalar)
  }
}
