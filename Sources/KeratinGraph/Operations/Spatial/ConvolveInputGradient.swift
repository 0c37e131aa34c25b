internal import KeratinKernels

/// dx, the gradient of ``Convolve`` by its input, from dy and w: also what is called a transposed convolution.
struct ConvolveInputGradient: Operation {
  let form: ConvolutionForm
  let target: Target

  /// What the spatial extents of dx are.
  enum Target: Sendable, Hashable {
    case extents([Int])
    /// What Keras's transposed convolutions have, by the extents of dy, padding and, where given, the output padding of each axis.
    case transposed(Padding, outputPadding: [Int]?)
  }

  var name: String {
    if case .transposed = target { return "convolveTransposed" }
    return "convolveInputGradient"
  }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let elementType = try commonElementType(inputs)
    try requireSpatialAxes(inputs[0])
    let (dy, w) = (inputs[0].shape, inputs[1].shape)
    let (form, input) = try resolved(dy, w)
    try form.requireResult(dy, input: input, kernel: w)
    return [TensorType(input, elementType)]
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    let (dy, w) = (call.inputs[0], call.inputs[1])
    let form = try resolved(dy.shape, w.shape).form
    return [
      call.isWanted[0] ? apply(Convolve(form: form), call.dy, w) : nil,
      call.isWanted[1]
        ? apply(ConvolveKernelGradient(form: form, window: Array(w.shape.dimensions.dropLast(2))), call.dy, dy) : nil,
    ]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let w = types.inputs[1].shape
    let (form, input) = try resolved(types.inputs[0].shape, w)
    let convolution = try form.descriptor(input: input, kernel: w)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      let rounding = ConvolutionRounding(inputGradient: convolution, T.self)
      return Kernel(
        bound: rounding.bound(),
        magnitude: rounding.magnitude,
        operationCount: convolution.countedOperations,
        workspaceBytes: { $0.workspaceBytes(convolution, T.self) },
        run: { call in
          var dx = call.result(as: T.self)
          var workspace = call.workspace
          call.backend.convolveInputGradient(
            call.input(0, as: T.self), call.input(1), convolution, into: &dx, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }

  /// The convolution whose gradient this is, and the shape of its input.
  private func resolved(_ dy: Shape, _ w: Shape) throws -> (form: ConvolutionForm, input: Shape) {
    guard w.rank == dy.rank else {
      throw KeratinError(
        .shape, expected: "a kernel of shape [window..., filters, channels] with \(dy.rank) axes, as the input has",
        received: "kernel shape \(w)")
    }
    let channels = Shape.product(w[-2], form.groups)
    switch target {
    case .extents(let extents): return (form, Shape([dy[0]] + extents + [channels]))
    case .transposed(let padding, let outputPadding):
      guard dy[-1] == w[-1] else {
        throw KeratinError(
          .shape, expected: "an input with \(w[-1]) channels, for a kernel of shape \(w)", received: "input shape \(dy)"
        )
      }
      let window = Array(w.dimensions.dropLast(2))
      let (before, extents) = try transposed(dy.spatial, window, padding, outputPadding)
      var form = form
      form.rule.edges = .fixed(before: before, output: dy.spatial)
      return (form, Shape([dy[0]] + extents + [channels]))
    }
  }

  /// What is missing before the first element, and the extents of the result, as Keras has them on JAX.
  private func transposed(
    _ extents: [Int], _ window: [Int], _ padding: Padding, _ outputPadding: [Int]?
  ) throws -> (before: [Int], extents: [Int]) {
    let rule = form.rule
    try rule.check(axes: extents.count, window: window)
    guard padding != .causal else {
      throw KeratinError(
        .argument, expected: "padding .valid or .same for a transposed convolution", received: "causal")
    }
    if let outputPadding {
      guard outputPadding.count == extents.count,
        zip(outputPadding, rule.strides).allSatisfy({ $0 >= 0 && $0 < $1 })
      else {
        throw KeratinError(
          .argument, expected: "for each axis an outputPadding of 0 or more, less than its stride",
          received: "\(outputPadding) with strides \(rule.strides)")
      }
    }
    let axes = extents.indices.map { axis -> (before: Int, extent: Int) in
      let (stride, reach) = (rule.strides[axis], rule.reach(axis, window))
      // Zeros around the spread input, of which a plain convolution takes reach − 1.
      let zeros: Int
      switch (padding, outputPadding) {
      case (.valid, let given): zeros = 2 * (reach - 1) + (given?[axis] ?? max(stride - reach, 0))
      case (_, nil): zeros = stride + reach - 2
      case (_, let given?): zeros = reach + reach % 2 - 2 + given[axis]
      }
      let left = padding == .valid ? reach - 1 : min((zeros + 1) / 2, reach - 1)
      guard extents[axis] > 0 else { return (0, 0) }
      let (spread, overflows) = Shape.product(extents[axis] - 1, stride).addingReportingOverflow(zeros + 2 - reach)
      return (reach - 1 - left, overflows ? .max : spread)
    }
    guard axes.allSatisfy({ $0.extent > 0 || extents.contains(0) }) else {
      throw KeratinError(
        .shape, expected: "a result of at least one element along each axis",
        received: "extents \(axes.map(\.extent)) for an input of \(extents), a window of \(window), strides of "
          + "\(rule.strides) and an outputPadding of \(outputPadding ?? [])",
        suggestion: "outputPadding: nil")
    }
    return (axes.map(\.before), axes.map(\.extent))
  }
}
