internal import KeratinKernels

/// dw, the gradient of ``Convolve`` by its kernels, from x and dy.
struct ConvolveKernelGradient: Operation {
  let form: ConvolutionForm
  /// The spatial extents of dw.
  let window: [Int]

  var name: String { "convolveKernelGradient" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let elementType = try commonElementType(inputs)
    try requireSpatialAxes(inputs[0])
    let (x, dy) = (inputs[0].shape, inputs[1].shape)
    try form.requireResult(dy, input: x, kernel: kernelShape(x, dy))
    return [TensorType(kernelShape(x, dy), elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, dy) = (call.inputs[0], call.inputs[1])
    return [
      call.isWanted[0]
        ? apply(ConvolveInputGradient(form: form, target: .extents(x.shape.spatial)), dy, call.dy) : nil,
      call.isWanted[1] ? apply(Convolve(form: form), x, call.dy) : nil,
    ]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let (x, dy) = (types.inputs[0].shape, types.inputs[1].shape)
    let convolution = try form.descriptor(input: x, kernel: kernelShape(x, dy))
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      let rounding = ConvolutionRounding(kernelGradient: convolution, T.self)
      return Kernel(
        bound: rounding.bound(),
        magnitude: rounding.magnitude,
        operationCount: convolution.countedOperations,
        workspaceBytes: { $0.workspaceBytes(convolution, T.self) },
        run: { call in
          var dw = call.result(as: T.self)
          var workspace = call.workspace
          call.backend.convolveKernelGradient(
            call.input(0, as: T.self), call.input(1), convolution, into: &dw, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }

  private func kernelShape(_ x: Shape, _ dy: Shape) -> Shape {
    Shape(window + [x[-1] / max(form.groups, 1), dy[-1]])
  }
}
