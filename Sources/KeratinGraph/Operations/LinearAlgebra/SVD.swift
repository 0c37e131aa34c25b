internal import KeratinKernels

/// A = U·diag(s)·Vᵀ, reduced: k = min(m, n) columns of U and rows of Vᵀ, orthonormal, and values that fall. Without vectors only s.
///
/// With Fᵢⱼ = 1 / (sⱼ² − sᵢ²) off the diagonal and 0 on it, S = diag(s):
/// dA = [U·(F∘(Uᵀ·dU − dUᵀ·U))·S + (1 − U·Uᵀ)·dU·S⁻¹]·Vᵀ + U·diag(ds)·Vᵀ + U·[S·(F∘(Vᵀ·dV − dVᵀ·V))·Vᵀ + S⁻¹·dVᵀ·(1 − V·Vᵀ)]
/// (Townsend, "Differentiating the singular value decomposition", 2016). Vectors have a derivative where the values differ from
/// each other and from 0.
struct SVD: Operation {
  var hasVectors = true

  var name: String { "svd" }
  var resultCount: Int { 3 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let stack = try MatrixStack(inputs[0])
    let type = inputs[0].elementType
    return [
      TensorType(stack.shape(hasVectors ? stack.rows : 0, stack.k), type), TensorType(stack.shape(stack.k), type),
      TensorType(stack.shape(stack.k, hasVectors ? stack.columns : 0), type),
    ]
  }

  func check(_ results: [Tensor], of inputs: [Tensor]) throws {
    try requireDecomposed(
      results[1], of: inputs[0], expected: "matrices whose singular values can be found",
      received: "for which the method did not converge")
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    guard hasVectors else {
      // The derivative needs the vectors that the call left out.
      let all = apply(SVD(), [call.inputs[0]])
      return [(all[0] * (call.upstream[1] ?? .zeros(like: all[1])).asColumnFactors).matmul(all[2])]
    }
    let (u, s, vt) = (call.results[0], call.results[1], call.results[2])
    var result = u * (call.upstream[1] ?? .zeros(like: s)).asColumnFactors
    result = result.matmul(vt)
    if call.upstream[0] == nil && call.upstream[2] == nil { return [result] }
    try requireDistinct(s, "singular values")
    if s.numbers != nil, try s.scalars(as: Double.self).contains(0) {
      throw KeratinError(
        .gradient, expected: "matrices of full rank, where the vectors have a derivative",
        received: "a singular value 0",
        suggestion: "a loss of the singular values alone")
    }
    let factors = reciprocalDifferences(square(s))
    if let du = call.upstream[0] {
      let turn = u.withMatricesTransposed().matmul(du)
      let within = u.matmul(factors * (turn - turn.withMatricesTransposed())) * s.asColumnFactors
      let beyond = (du - u.matmul(turn)) / s.asColumnFactors
      result = result + (within + beyond).matmul(vt)
    }
    if let dvt = call.upstream[2] {
      let turn = vt.matmul(dvt, transposeB: true)
      let within = s.asRowFactors * (factors * (turn - turn.withMatricesTransposed())).matmul(vt)
      let beyond = (dvt - turn.withMatricesTransposed().matmul(vt)) / s.asRowFactors
      result = result + u.matmul(within + beyond)
    }
    return [result]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let stack = try MatrixStack(types.inputs[0])
    let (m, n, k) = (stack.rows, stack.columns, stack.k)
    let (sizeU, sizeVT) = hasVectors ? (m * k, k * n) : (0, 0)
    let decomposition = Decomposition.svd(m: m, n: n, vectors: hasVectors)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .backward(terms: max(m, n)), operationCount: 6 * stack.count * m * n * k,
        workspaceBytes: { $0.workspaceBytes(decomposition, T.self) },
        run: { call in
          for index in 0..<stack.count {
            var u = call.result(0, as: T.self, from: index * sizeU, count: sizeU)
            var s = call.result(1, as: T.self, from: index * k, count: k)
            var vt = call.result(2, as: T.self, from: index * sizeVT, count: sizeVT)
            var workspace = call.workspace
            call.backend.svd(
              call.matrix(0, index, stack.size, as: T.self), m: m, n: n, intoU: &u, intoS: &s, intoVT: &vt, &workspace)
          }
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
