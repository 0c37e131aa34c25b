internal import KeratinKernels

/// A = Q·R for a matrix A of m × n with k = min(m, n): Q m × k with orthonormal columns, R k × n upper triangular.
///
/// The gradient, for m ≥ n and R invertible, is that of Walter and Lehmann, "Algorithmic differentiation of linear algebra
/// functions with application in optimum experimental design", 2010:
/// dA = (dQ + Q·copy(M))·R⁻ᵀ with M = R·dRᵀ − dQᵀ·Q, where copy takes the lower triangle to the upper.
struct QR: Operation {
  var name: String { "qr" }
  var resultCount: Int { 2 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    try requireFloating(inputs[0])
    guard inputs[0].shape.rank == 2 else {
      throw KeratinError(.shape, expected: "a matrix", received: "shape \(inputs[0].shape)")
    }
    let (m, n, type) = (inputs[0].shape[0], inputs[0].shape[1], inputs[0].elementType)
    return [TensorType([m, min(m, n)], type), TensorType([min(m, n), n], type)]
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    let (q, r) = (call.results[0], call.results[1])
    guard q.shape[0] >= r.shape[1] else {
      throw KeratinError(
        .gradient, expected: "a matrix with at least as many rows as columns, where the derivative of Q and R exists",
        received: "shape [\(q.shape[0]), \(r.shape[1])]")
    }
    let dq = call.upstream[0] ?? Tensor.zeros(like: q)
    let dr = call.upstream[1] ?? Tensor.zeros(like: r)
    let m = r.matmul(dr, transposeB: true) - dq.matmul(q, transposeA: true)
    let below = m * mask(r) { row, column in row > column }
    let symmetric = below + below.transposed() + m * mask(r) { row, column in row == column }
    return [(dq + q.matmul(symmetric)).matmul(inverse(r), transposeB: true)]
  }

  /// The inverse of an upper triangular matrix.
  ///
  /// The inverses of the diagonal blocks of one size give those of twice the size:
  /// (A B; 0 C)⁻¹ = (A⁻¹, −A⁻¹·B·C⁻¹; 0, C⁻¹), for all blocks at once.
  private func inverse(_ r: Tensor) -> Tensor {
    let diagonal = mask(r) { row, column in row == column }
    var inverse = diagonal / which(diagonal .== 0, Tensor.ones(like: r), r)
    var size = 1
    while size < r.shape[0] {
      let half = size
      let corners = r * mask(r) { row, column in row / half + 1 == column / half && row / half % 2 == 0 }
      inverse = inverse - inverse.matmul(corners).matmul(inverse)
      size *= 2
    }
    return inverse
  }

  /// A matrix like `r` that is 1 where the condition holds, else 0.
  private func mask(_ r: Tensor, _ isChosen: (_ row: Int, _ column: Int) -> Bool) -> Tensor {
    let columns = r.shape[1]
    let elements = (0..<r.count).map { isChosen($0 / columns, $0 % columns) ? 1.0 : 0.0 }
    return Tensor(Buffer(converting: elements, to: r.elementType), r.type)
  }

  func kernel(_ types: NodeTypes) -> Kernel {
    let (m, n) = (types.inputs[0].shape[0], types.inputs[0].shape[1])
    let k = min(m, n)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .definition, operationCount: 4 * m * n * k,
        workspaceBytes: { $0.qrWorkspaceBytes(m: m, n: n, T.self) },
        run: { call in
          var q = call.result(0, as: T.self)
          var r = call.result(1, as: T.self)
          var workspace = call.workspace
          call.backend.qr(call.input(0, as: T.self), m: m, n: n, intoQ: &q, intoR: &r, &workspace)
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
