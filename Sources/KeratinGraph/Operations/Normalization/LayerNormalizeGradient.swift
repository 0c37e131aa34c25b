internal import KeratinKernels

/// The gradients of ``LayerNormalize``'s x, γ and β, from x, γ, means, variances and dy: dβ = Σ dy, dγ = Σ dy·x̂,
/// dx = (γ·dy − mean of γ·dy − x̂·mean of γ·dy·x̂) / √(variance + ε), with x̂ = (x − mean) / √(variance + ε) and means along the normalized
/// axes, of which the first is missing where it does not center.
struct LayerNormalizeGradient: Operation {
  let epsilon: Double
  let centers: Bool

  var name: String { "layerNormalizeGradient" }
  var resultCount: Int { 3 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] { [inputs[0], inputs[1], inputs[1]] }

  func gradient(_ call: GradientCall) throws -> [Tensor?] { try call.gradient(of: formula) }

  private func formula(_ inputs: [Tensor]) -> [Tensor] {
    let (x, gamma, dy) = (inputs[0], inputs[1], inputs[4])
    let axes = Array((x.rank - gamma.rank)..<x.rank)
    let rows = Array(0..<(x.rank - gamma.rank))
    let factor = rsqrt(inputs[3].asColumn(before: gamma.shape) + epsilon)
    let normal = (x - inputs[2].asColumn(before: gamma.shape)) * factor
    let scaled = dy * gamma
    var dx = scaled - normal * (scaled * normal).mean(axes: axes, keepDims: true)
    if centers { dx = dx - scaled.mean(axes: axes, keepDims: true) }
    return [dx * factor, (dy * normal).sum(axes: rows), dy.sum(axes: rows)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let descriptor = RowNormalization(types.inputs[0].shape, types.inputs[1].shape, epsilon: epsilon, centers: centers)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: max(descriptor.rows, descriptor.length)), overwrites: types.overwrites([4]),
        operationCount: 14 * types.inputs[0].count, workspaceBytes: { $0.workspaceBytes(descriptor, T.self) },
        run: { call in
          var dx = call.result(0, as: T.self)
          var dGamma = call.result(1, as: T.self)
          var dBeta = call.result(2, as: T.self)
          var workspace = call.workspace
          call.backend.normalizeRowsGradient(
            call.input(0, as: T.self), gamma: call.input(1), mean: call.input(2), variance: call.input(3),
            dy: call.input(4), descriptor, into: &dx, dGamma: &dGamma, dBeta: &dBeta, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
