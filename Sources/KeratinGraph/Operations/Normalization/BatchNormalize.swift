internal import KeratinKernels

/// From x `[…, channels]`, γ and β `[channels]`: y = (x − mean) / √(variance + ε)·γ + β, with the mean of each channel and its variance
/// 1/N·Σ(x − mean)², and both of these.
struct BatchNormalize: Operation {
  let epsilon: Double

  var name: String { "batchNormalize" }
  var resultCount: Int { 3 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    let channels = TensorType([inputs[0].shape[-1]], inputs[0].elementType)
    for parameter in inputs.dropFirst() where inputs[0].shape.rank == 0 || parameter != channels {
      throw KeratinError(
        .shape, expected: "a number for each channel of \(inputs[0])", received: "\(parameter)")
    }
    return [inputs[0], channels, channels]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, gamma) = (call.inputs[0], call.inputs[1])
    let (mean, variance) = (call.results[1], call.results[2])
    let gradients = apply(BatchNormalizeGradient(epsilon: epsilon), [x, gamma, mean, variance, call.dy])
    var dx = gradients[0]
    let count = Double(max(x.count / max(mean.count, 1), 1))
    if let dMean = call.upstream[1] { dx = dx + dMean * (1 / count) }
    if let dVariance = call.upstream[2] { dx = dx + (x - mean) * (dVariance * (2 / count)) }
    return [dx, gradients[1], gradients[2]]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let descriptor = ColumnNormalization(types.inputs[0].shape, epsilon: epsilon)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: descriptor.rows), operationCount: 6 * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(descriptor, T.self) },
        run: { call in
          var y = call.result(0, as: T.self)
          var mean = call.result(1, as: T.self)
          var variance = call.result(2, as: T.self)
          var workspace = call.workspace
          call.backend.normalizeColumns(
            call.input(0, as: T.self), gamma: call.input(1), beta: call.input(2), descriptor, into: &y, mean: &mean,
            variance: &variance, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}

extension ColumnNormalization {
  /// The columns along the last axis of `shape`.
  init(_ shape: Shape, epsilon: Double) {
    self.init(rows: shape.dimensions.dropLast().reduce(1, *), columns: shape[-1], epsilon: epsilon)
  }
}
