internal import KeratinKernels

/// A = V·diag(w)·Vᵀ for symmetric matrices, of which the lower triangle is read: w rises, V's columns are orthonormal.
///
/// With Fᵢⱼ = 1 / (wⱼ − wᵢ) off the diagonal and 0 on it, S = V·(diag(dw) + F∘(Vᵀ·dV))·Vᵀ, and dA = the lower triangle of S + Sᵀ, its diagonal
/// that of S (Giles, "Collected matrix derivative results for forward and reverse mode algorithmic differentiation", 2008).
/// Vectors have no derivative where two values are equal; values have.
struct Eigh: Operation {
  var name: String { "eigh" }
  var resultCount: Int { 2 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let stack = try MatrixStack(square: inputs[0])
    return [TensorType(stack.shape(stack.rows), inputs[0].elementType), inputs[0]]
  }

  func check(_ results: [Tensor], of inputs: [Tensor]) throws {
    try requireDecomposed(
      results[0], of: inputs[0], expected: "matrices whose eigenvalues can be found",
      received: "for which the method did not converge")
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    let (w, v) = (call.results[0], call.results[1])
    var middle =
      Tensor.eye(w.shape[-1], elementType: w.elementType) * (call.upstream[0] ?? .zeros(like: w)).asRowFactors
    if let dv = call.upstream[1] {
      try requireDistinct(w, "eigenvalues")
      middle = middle + reciprocalDifferences(w) * v.withMatricesTransposed().matmul(dv)
    }
    let s = v.matmul(middle).matmul(v, transposeB: true)
    return [(s + s.withMatricesTransposed()).keeping(diagonal: 0.5) { row, column in row > column }]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let stack = try MatrixStack(types.inputs[0])
    let n = stack.rows
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .backward(terms: n), operationCount: 9 * stack.count * n * n * n,
        workspaceBytes: { $0.workspaceBytes(.eigh(n: n), T.self) },
        run: { call in
          for index in 0..<stack.count {
            var w = call.result(0, as: T.self, from: index * n, count: n)
            var v = call.result(1, as: T.self, from: index * stack.size, count: stack.size)
            var workspace = call.workspace
            call.backend.eigh(
              call.matrix(0, index, stack.size, as: T.self), n: n, intoValues: &w, intoVectors: &v, &workspace)
          }
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}

/// 1 / (xⱼ − xᵢ) in row i and column j, 0 on the diagonal.
func reciprocalDifferences(_ x: Tensor) -> Tensor {
  let difference = x.asColumnFactors - x.asRowFactors
  let one = Tensor.eye(x.shape[-1], elementType: x.elementType)
  return reciprocal(difference + one) - one
}

/// Requires no two neighbours of the last axis to be equal, where the numbers are known.
func requireDistinct(_ values: Tensor, _ what: String) throws {
  guard values.numbers != nil else { return }
  let numbers = try values.scalars(as: Double.self)
  let count = max(values.shape[-1], 1)
  for index in numbers.indices where index % count > 0 && numbers[index] == numbers[index - 1] {
    throw KeratinError(
      .gradient, expected: "\(what) that differ, where the vectors have a derivative",
      received: "\(numbers[index]) twice", suggestion: "a loss of the \(what) alone")
  }
}
