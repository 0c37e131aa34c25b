internal import KeratinKernels

/// From x and γ and β with the shape of its last axes: y = (x − mean) / √(variance + ε)·γ + β, with the mean of the elements along these
/// axes and their variance 1/N·Σ(x − mean)², and both of these. Where it does not center, the mean counts as 0.
struct LayerNormalize: Operation {
  let epsilon: Double
  let centers: Bool

  var name: String { "layerNormalize" }
  var resultCount: Int { 3 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    let (x, axes) = (inputs[0].shape, inputs[1].shape)
    let own = TensorType(Shape(Array(x.dimensions.suffix(axes.rank))), inputs[0].elementType)
    for parameter in inputs.dropFirst() where x.rank < axes.rank || parameter != own {
      throw KeratinError(
        .shape, expected: "γ and β with the shape of the last axes of \(inputs[0])", received: "\(parameter)")
    }
    let kept = TensorType(Shape(Array(x.dimensions.dropLast(axes.rank))), inputs[0].elementType)
    return [inputs[0], kept, kept]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (x, gamma) = (call.inputs[0], call.inputs[1])
    let (mean, variance) = (call.results[1], call.results[2])
    let operation = LayerNormalizeGradient(epsilon: epsilon, centers: centers)
    let gradients = apply(operation, [x, gamma, mean, variance, call.dy])
    var dx = gradients[0]
    let share = 1 / Double(max(gamma.count, 1))
    func column(_ x: Tensor) -> Tensor { x.asColumn(before: gamma.shape) }
    if centers, let dMean = call.upstream[1] { dx = dx + column(dMean) * share }
    if let dVariance = call.upstream[2] { dx = dx + (x - column(mean)) * (column(dVariance) * (2 * share)) }
    return [dx, gradients[1], gradients[2]]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let descriptor = RowNormalization(types.inputs[0].shape, types.inputs[1].shape, epsilon: epsilon, centers: centers)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: descriptor.length), operationCount: 8 * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(descriptor, T.self) },
        run: { call in
          var y = call.result(0, as: T.self)
          var mean = call.result(1, as: T.self)
          var variance = call.result(2, as: T.self)
          var workspace = call.workspace
          call.backend.normalizeRows(
            call.input(0, as: T.self), gamma: call.input(1), beta: call.input(2), descriptor, into: &y, mean: &mean,
            variance: &variance, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}

extension RowNormalization {
  /// The rows of `shape` along its last axes, whose extents are `axes`.
  init(_ shape: Shape, _ axes: Shape, epsilon: Double, centers: Bool) {
    self.init(
      rows: shape.dimensions.dropLast(axes.rank).reduce(1, *), length: axes.count, epsilon: epsilon, centers: centers)
  }
}

extension Tensor {
  /// The tensor with an axis of extent 1 for each of `axes` at the end.
  func asColumn(before axes: Shape) -> Tensor {
    reshaped(to: Shape(shape.dimensions + [Int](repeating: 1, count: axes.rank)))
  }
}
