internal import KeratinKernels

/// y = the mean of the x of each window that are there: x `[batch, axes…, channels]`, y with the windows' places as axes.
struct AveragePool: Operation {
  let form: PoolingForm

  var name: String { "averagePool" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireSpatialAxes(inputs[0])
    return [TensorType(try form.resultShape(inputs[0].shape), inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    [apply(AveragePoolGradient(form: form, extents: call.inputs[0].shape.spatial), call.dy)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let pooling = try form.descriptor(types.inputs[0].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      // A sum, a reciprocal and a product; one rounding of the reference's.
      Kernel(
        bound: .sum(terms: min(pooling.windowCount, WindowRule.limit) + 2), operationCount: pooling.countedOperations
      ) { call in
        var y = call.result(as: T.self)
        call.backend.averagePool(call.input(0, as: T.self), pooling, into: &y)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
