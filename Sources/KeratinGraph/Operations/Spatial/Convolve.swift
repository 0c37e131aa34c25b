internal import KeratinKernels

/// y[n, o, f] = Σ x[n, o·stride + k·dilation − padding, c]·w[k, c, f]: x `[batch, axes…, groups·channels]`, w
/// `[window…, channels, groups·filters]`, y `[batch, axes…, groups·filters]`.
struct Convolve: Operation {
  let form: ConvolutionForm

  var name: String { "convolve" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let elementType = try commonElementType(inputs)
    try requireSpatialAxes(inputs[0])
    return [TensorType(try form.resultShape(input: inputs[0].shape, kernel: inputs[1].shape), elementType)]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, w) = (call.inputs[0], call.inputs[1])
    return [
      call.isWanted[0]
        ? apply(ConvolveInputGradient(form: form, target: .extents(x.shape.spatial)), call.dy, w) : nil,
      call.isWanted[1]
        ? apply(ConvolveKernelGradient(form: form, window: Array(w.shape.dimensions.dropLast(2))), x, call.dy) : nil,
    ]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let convolution = try form.descriptor(input: types.inputs[0].shape, kernel: types.inputs[1].shape)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      let rounding = ConvolutionRounding(convolution, T.self)
      return Kernel(
        bound: rounding.bound(),
        magnitude: rounding.magnitude,
        operationCount: convolution.countedOperations,
        workspaceBytes: { $0.workspaceBytes(convolution, T.self) },
        run: { call in
          var y = call.result(as: T.self)
          var workspace = call.workspace
          call.backend.convolve(call.input(0, as: T.self), call.input(1), convolution, into: &y, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
