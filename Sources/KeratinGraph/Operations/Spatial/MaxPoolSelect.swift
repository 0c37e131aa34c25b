internal import KeratinKernels

/// y = the v that stands where each window's first largest x does: x and v of one shape, y of that of ``MaxPool``.
struct MaxPoolSelect: Operation {
  let form: PoolingForm

  var name: String { "maxPoolSelect" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireSpatialAxes(inputs[0])
    try requireSameTypes(inputs)
    return [TensorType(try form.resultShape(inputs[0].shape), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    [nil, apply(MaxPoolGradient(form: form), call.inputs[0], call.dy)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let pooling = try form.descriptor(types.inputs[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(bound: .exact, operationCount: pooling.countedOperations) { call in
        var y = call.result(as: T.self)
        call.backend.maxPoolSelect(call.input(0, as: T.self), call.input(1), pooling, into: &y)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
