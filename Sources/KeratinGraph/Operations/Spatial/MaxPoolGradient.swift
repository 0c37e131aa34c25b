internal import KeratinKernels

/// dx, the gradient of ``MaxPool``, from x and dy: each dy added where its window's first largest x stands.
struct MaxPoolGradient: Operation {
  let form: PoolingForm

  var name: String { "maxPoolGradient" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    _ = try commonElementType(inputs)
    try requireSpatialAxes(inputs[0])
    try form.requireResult(inputs[1].shape, input: inputs[0].shape)
    return [inputs[0]]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    [nil, apply(MaxPoolSelect(form: form), call.inputs[0], call.dy)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let pooling = try form.descriptor(types.inputs[0].shape)
    // Windows that do not overlap give each element one dy. Else both backends add up to `overlap` of them, each in its own order.
    let isExact = pooling.overlap == 1
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      // |x| has its largest elsewhere. The mean of |dy| over each window, times the window's size, is no less than any of the sums.
      let spread = Kernel(bound: .exact) { call in
        var dx = call.result(as: T.self)
        call.backend.averagePoolGradient(call.input(1, as: T.self), pooling, into: &dx)
      }
      return Kernel(
        bound: isExact
          ? .exact : .sum(terms: [2, pooling.overlap, pooling.windowCount].reduce(1, Shape.product)),
        magnitude: isExact ? [] : [spread], operationCount: pooling.countedOperations
      ) { call in
        var dx = call.result(as: T.self)
        call.backend.maxPoolGradient(call.input(0, as: T.self), call.input(1), pooling, into: &dx)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
