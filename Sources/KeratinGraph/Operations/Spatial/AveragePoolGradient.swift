internal import KeratinKernels

/// dx, the gradient of ``AveragePool``, from dy: each dy divided by the number of its window's x and added to each of them.
struct AveragePoolGradient: Operation {
  let form: PoolingForm
  /// The spatial extents of dx.
  let extents: [Int]

  var name: String { "averagePoolGradient" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireSpatialAxes(inputs[0])
    let (dy, input) = (inputs[0].shape, inputShape(inputs[0].shape))
    try form.requireResult(dy, input: input)
    return [TensorType(input, inputs[0].elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] { [apply(AveragePool(form: form), call.dy)] }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let pooling = try form.descriptor(inputShape(types.inputs[0].shape))
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      // Each term is divided, and up to `overlap` of them are added: by both backends, each in its own order.
      Kernel(
        bound: .sum(terms: Shape.product(2, pooling.overlap + 1)), operationCount: pooling.countedOperations
      ) { call in
        var dx = call.result(as: T.self)
        call.backend.averagePoolGradient(call.input(0, as: T.self), pooling, into: &dx)
      }
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }

  private func inputShape(_ dy: Shape) -> Shape { Shape([dy[0]] + extents + [dy[-1]]) }
}
