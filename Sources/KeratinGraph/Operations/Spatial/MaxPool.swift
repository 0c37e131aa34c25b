internal import KeratinKernels

/// y = the largest x of each window, NaN if one is NaN: x `[batch, axes…, channels]`, y with the windows' places as axes.
struct MaxPool: Operation {
  let form: PoolingForm

  var name: String { "maxPool" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireSpatialAxes(inputs[0])
    return [TensorType(try form.resultShape(inputs[0].shape), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    [apply(MaxPoolGradient(form: form), call.inputs[0], call.dy)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let pooling = try form.descriptor(types.inputs[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(bound: .exact, operationCount: pooling.countedOperations) { call in
        var y = call.result(as: T.self)
        call.backend.maxPool(call.input(0, as: T.self), pooling, into: &y)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
