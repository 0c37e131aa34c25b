internal import KeratinKernels

/// Numbers equally likely everywhere in [0, 1), multiples of 2⁻²⁴, from a key and an int32 step: the same bits on every backend.
struct RandomUniform: Operation {
  let key: RandomKey
  let shape: Shape
  let elementType: ElementType

  var name: String { "randomUniform" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireIndices(inputs[0], "a step")
    try requireScalar(inputs[0], "a step")
    try requireFloating(TensorType(shape, elementType))
    try requireKnown(shape)
    return [TensorType(shape, elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [nil] }

  func kernel(_ types: NodeTypes) -> Kernel {
    let stream = RandomStream(key: key, count: shape.count)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(bound: .exact, operationCount: stream.count) { call in
        var y = call.result(as: T.self)
        call.backend.randomUniform(stream, step: call.input(0), into: &y)
      }
    }
    return make(elementType.floatingScalar!)
  }
}
