internal import KeratinKernels

/// y = 1 where the comparison of a with b holds, else 0; a `bool` tensor.
struct Compare: Operation {
  let operation: CompareOperation

  var name: String { operation.rawValue }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    _ = try commonElementType(inputs)
    return [TensorType(try broadcastShape(inputs), .bool)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [nil, nil] }

  func kernel(_ types: NodeTypes) -> Kernel {
    let broadcast = Broadcast(types.inputs.map(\.shape), to: types.results[0].shape)
    let operation = operation
    func make<T: ArithmeticScalar>(_: T.Type) -> Kernel {
      Kernel(bound: .exact, operationCount: types.results[0].count) { call in
        var y = call.result(as: UInt8.self)
        call.backend.compare(operation, call.input(0, as: T.self), call.input(1), broadcast, into: &y)
      }
    }
    return make(types.inputs[0].elementType.arithmeticScalar)
  }
}
