internal import KeratinKernels

/// The gradients of ``BatchNormalize``'s x, γ and β, from x, γ, the mean and the variance of each channel, and dy:
/// dβ = Σ dy, dγ = Σ dy·x̂, dx = γ / √(variance + ε)·(dy − dβ/N − x̂·dγ/N), with x̂ = (x − mean) / √(variance + ε).
///
/// A plan may give a mask as the sixth input: dy counts as 0 where it is false.
struct BatchNormalizeGradient: Operation {
  let epsilon: Double

  var name: String { "batchNormalizeGradient" }
  var resultCount: Int { 3 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] { [inputs[0], inputs[1], inputs[1]] }

  func gradient(_ call: GradientCall) throws -> [Tensor?] { try call.gradient(of: formula) }

  private func formula(_ inputs: [Tensor]) -> [Tensor] {
    let (x, gamma, mean, variance, dy) = (inputs[0], inputs[1], inputs[2], inputs[3], inputs[4])
    let rows = Array(0..<(x.rank - 1))
    let factor = rsqrt(variance + epsilon)
    let normal = (x - mean) * factor
    let dBeta = dy.sum(axes: rows)
    let dGamma = (dy * normal).sum(axes: rows)
    let share = 1 / Double(max(x.count / max(mean.count, 1), 1))
    let dx = (dy - dBeta * share - normal * (dGamma * share)) * (factor * gamma)
    return [dx, dGamma, dBeta]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let descriptor = ColumnNormalization(types.inputs[0].shape, epsilon: epsilon)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definitionOfSums(terms: descriptor.rows), overwrites: types.overwrites([4]),
        operationCount: 10 * types.inputs[0].count,
        workspaceBytes: { $0.workspaceBytes(descriptor, T.self) },
        run: { call in
          var dx = call.result(0, as: T.self)
          var dGamma = call.result(1, as: T.self)
          var dBeta = call.result(2, as: T.self)
          var workspace = call.workspace
          call.backend.normalizeColumnsGradient(
            call.input(0, as: T.self), gamma: call.input(1), mean: call.input(2), variance: call.input(3),
            dy: call.input(4), mask: call.optionalInput(5), descriptor, into: &dx, dGamma: &dGamma, dBeta: &dBeta,
            &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
