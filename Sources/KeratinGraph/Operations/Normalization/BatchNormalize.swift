internal import KeratinKernels

/// From x `[…, channels]`, γ and β `[channels]`: y = (x − mean) / √(variance + ε)·γ + β, with the mean of each channel and its variance
/// 1/N·Σ(x − mean)², and both of these.
///
/// A plan lets it do what follows too: add a fourth input, rectify, and tell where the result is positive.
struct BatchNormalize: Operation {
  let epsilon: Double
  /// Whether negatives become 0.
  var rectifies = false
  /// Whether a fourth result is true where y > 0.
  var marksPositives = false

  var name: String { rectifies ? "batchNormalize+relu" : "batchNormalize" }
  var resultCount: Int { marksPositives ? 4 : 3 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    let channels = TensorType([inputs[0].shape[-1]], inputs[0].elementType)
    for parameter in inputs[1...2] where inputs[0].shape.rank == 0 || parameter != channels {
      throw KeratinError(
        .shape, expected: "a number for each channel of \(inputs[0])", received: "\(parameter)")
    }
    try requireSameTypes([inputs[0]] + inputs.dropFirst(3))
    return [inputs[0], channels, channels] + (marksPositives ? [TensorType(inputs[0].shape, .bool)] : [])
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    guard !rectifies, !marksPositives, call.inputs.count == 3 else {
      throw KeratinError(
        .gradient, expected: "operations as they were traced", received: "one that a plan made", operation: name)
    }
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
    let descriptor = ColumnNormalization(types.inputs[0].shape, epsilon: epsilon, rectifies: rectifies)
    let marksPositives = marksPositives
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: descriptor.rows),
        masks: marksPositives ? [Kernel.Mask(result: 3, number: 0)] : [], operationCount: 6 * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(descriptor, T.self) },
        run: { call in
          var y = call.result(0, as: T.self)
          var mean = call.result(1, as: T.self)
          var variance = call.result(2, as: T.self)
          var mask = marksPositives ? call.result(3, as: UInt8.self) : call.noResult(as: UInt8.self)
          var workspace = call.workspace
          call.backend.normalizeColumns(
            call.input(0, as: T.self), gamma: call.input(1), beta: call.input(2), residual: call.optionalInput(3),
            descriptor, into: &y, mean: &mean, variance: &variance, mask: &mask, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}

extension ColumnNormalization {
  /// The columns along the last axis of `shape`.
  init(_ shape: Shape, epsilon: Double, rectifies: Bool = false) {
    self.init(
      rows: shape.dimensions.dropLast().reduce(1, *), columns: shape[-1], epsilon: epsilon, rectifies: rectifies)
  }
}
