internal import KeratinKernels

/// A = L·Lᵀ for symmetric positive definite matrices, of which the lower triangle is read.
///
/// The gradient is that of Murray, "Differentiation of the Cholesky decomposition", 2016: with Φ the lower triangle whose diagonal is
/// halved, S = L⁻ᵀ·Φ(Lᵀ·dL)·L⁻¹, and dA = the lower triangle of S + Sᵀ, its diagonal that of S.
struct Cholesky: Operation {
  var name: String { "cholesky" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    _ = try MatrixStack(square: inputs[0])
    return [inputs[0]]
  }

  func check(_ results: [Tensor], of inputs: [Tensor]) throws {
    try requireDecomposed(
      results[0], of: inputs[0], expected: "symmetric positive definite matrices",
      received: "which is not positive definite", suggestion: "adding a small multiple of the identity")
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let l = call.results[0]
    let phi = l.withMatricesTransposed().matmul(call.dy).keeping(diagonal: 0.5) { row, column in row > column }
    // L⁻ᵀ·Φ·L⁻¹: Y = L⁻ᵀ·Φ, then S = (L⁻ᵀ·Yᵀ)ᵀ.
    let half = solveTriangular(l, phi, isLower: true, isTransposed: true)
    let s = solveTriangular(l, half.withMatricesTransposed(), isLower: true, isTransposed: true)
    let both = s + s.withMatricesTransposed()
    return [both.keeping(diagonal: 0.5) { row, column in row > column }]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let stack = try MatrixStack(types.inputs[0])
    let n = stack.rows
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .backward(terms: n), operationCount: stack.count * n * n * n / 3,
        workspaceBytes: { $0.workspaceBytes(.cholesky(n: n), T.self) },
        run: { call in
          for index in 0..<stack.count {
            var l = call.result(0, as: T.self, from: index * stack.size, count: stack.size)
            var workspace = call.workspace
            call.backend.cholesky(call.matrix(0, index, stack.size, as: T.self), n: n, into: &l, &workspace)
          }
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
