internal import KeratinKernels

/// P·A = L·U with partial pivoting: both factors in one matrix, the row of A in each row of P·A, the sign of the permutation.
///
/// The gradient, for invertible A, is that of de Hoog, Anderssen and Lukas, "Differentiation of matrix functionals using triangular
/// factorization", 2011: P·dA = L⁻ᵀ·(the lower triangle of Lᵀ·dL without diagonal + the upper triangle of dU·Uᵀ)·U⁻ᵀ.
struct LU: Operation {
  var name: String { "lu" }
  var resultCount: Int { 3 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let stack = try MatrixStack(square: inputs[0])
    return [
      inputs[0], TensorType(stack.shape(stack.rows), .int32), TensorType(stack.shape(), inputs[0].elementType),
    ]
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    guard let dy = call.upstream[0] else { return [nil] }
    let (factors, permutation) = (call.results[0], call.results[1])
    let n = factors.shape[-1]
    let l = factors.keeping(diagonal: 0) { $0 > $1 } + Tensor.eye(n, elementType: factors.elementType)
    let u = factors.keeping(diagonal: 1) { $0 < $1 }
    let lower = l.withMatricesTransposed().matmul(dy.keeping(diagonal: 0) { $0 > $1 })
    let upper = dy.keeping(diagonal: 1) { $0 < $1 }.matmul(u, transposeB: true)
    let middle = lower.keeping(diagonal: 0) { $0 > $1 } + upper.keeping(diagonal: 1) { $0 < $1 }
    let half = solveTriangular(l, middle, isLower: true, isTransposed: true)
    // X·U⁻ᵀ is the transpose of U⁻¹·Xᵀ.
    let permuted = solveTriangular(u, half.withMatricesTransposed(), isLower: false).withMatricesTransposed()
    // Row i of P·dA belongs to row permutation[i] of dA.
    let rows = Tensor.oneHot(permutation, depth: n, elementType: factors.elementType)
    return [rows.withMatricesTransposed().matmul(permuted)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let stack = try MatrixStack(types.inputs[0])
    let n = stack.rows
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .backward(terms: n), operationCount: stack.count * 2 * n * n * n / 3,
        workspaceBytes: { $0.workspaceBytes(.lu(n: n), T.self) },
        run: { call in
          for index in 0..<stack.count {
            var factors = call.result(0, as: T.self, from: index * stack.size, count: stack.size)
            var permutation = call.result(1, as: Int32.self, from: index * n, count: n)
            var sign = call.result(2, as: T.self, from: index, count: 1)
            var workspace = call.workspace
            call.backend.lu(
              call.matrix(0, index, stack.size, as: T.self), n: n, into: &factors, permutation: &permutation,
              sign: &sign, &workspace)
          }
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
