internal import KeratinKernels

/// y = x / (1 − rate) where a random mask keeps the element, else 0: inverted dropout.
///
/// The mask is a function of the key, an int32 step and the element's place, so the gradient is the same operation.
struct DropoutOperation: Operation {
  let key: RandomKey
  let rate: Double

  var name: String { "dropout" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    try requireIndices(inputs[1], "a step")
    try requireScalar(inputs[1], "a step")
    guard (0...1).contains(rate) else {
      throw KeratinError(.argument, expected: "a rate in 0...1", received: "\(rate)")
    }
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [apply(self, call.dy, call.inputs[1]), nil] }

  /// Which elements of a tensor stay.
  func mask(_ type: TensorType) -> DropoutMask {
    DropoutMask(stream: RandomStream(key: key, count: type.count), rate: rate)
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let mask = mask(types.results[0])
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .ulps(1), overwrites: types.overwrites([0]), operationCount: types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(mask, T.self) },
        run: { call in
          var y = call.result(as: T.self)
          var workspace = call.workspace
          call.backend.dropout(call.input(0, as: T.self), mask, step: call.input(1), into: &y, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
