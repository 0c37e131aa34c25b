internal import KeratinKernels

/// y = activation(x ∗ w + bias + residual), made by ``FuseConvolution`` alone: x and w as for ``Convolve``, then a bias for each filter and, where
/// there is one, a residual of the result's type.
struct ActivatedConvolve: Operation {
  let form: ConvolutionForm
  let activation: ActivationKind

  var name: String { activation == .linear ? "convolve+add" : "convolve+add+\(activation.rawValue)" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] { try Convolve(form: form).types(Array(inputs.prefix(2))) }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    throw KeratinError(
      .gradient, expected: "operations as they were traced", received: "one that a plan made", operation: name)
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let convolution = try form.descriptor(input: types.inputs[0].shape, kernel: types.inputs[1].shape)
    let activated = ActivatedConvolution(convolution, activation: activation)
    let epilogue = types.inputs.count - 2 + (activation == .linear ? 0 : 1)
    func make<T: FloatingScalar>(_: T.Type) throws -> Kernel {
      let rounding = ConvolutionRounding(convolution, T.self)
      var magnitude = rounding.magnitude
      if magnitude.isEmpty && activation != .linear {
        magnitude = [try ActivatedConvolve(form: form, activation: .linear).kernel(types)]
      }
      return Kernel(
        // Bias, residual and activation add a few roundings, the activation one of its result.
        bound: rounding.bound(more: 10, ulps: activation.operation?.boundULP ?? 0),
        magnitude: magnitude,
        operationCount: convolution.countedOperations + epilogue * types.results[0].count,
        workspaceBytes: { $0.workspaceBytes(activated, T.self) },
        run: { call in
          var y = call.result(as: T.self)
          var workspace = call.workspace
          call.backend.convolve(
            call.input(0, as: T.self), call.input(1), bias: call.input(2), residual: call.optionalInput(3), activated,
            into: &y, &workspace)
        })
    }
    return try make(types.inputs[0].elementType.floatingScalar!)
  }
}
