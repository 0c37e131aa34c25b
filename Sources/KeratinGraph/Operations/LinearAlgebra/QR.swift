internal import KeratinKernels

/// A = Q·R for matrices A of m × n with k = min(m, n): Q m × k with orthonormal columns (m × m if complete), R upper triangular with as
/// many rows.
///
/// The gradient, for m ≥ n and R invertible, is that of Walter and Lehmann, "Algorithmic differentiation of linear algebra
/// functions with application in optimum experimental design", 2010:
/// dA = (dQ + Q·copy(M))·R⁻ᵀ with M = R·dRᵀ − dQᵀ·Q, where copy takes the lower triangle to the upper.
struct QR: Operation {
  var isComplete = false

  var name: String { "qr" }
  var resultCount: Int { 2 }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let stack = try MatrixStack(inputs[0])
    let columns = QRDecomposition(m: stack.rows, n: stack.columns, isComplete: isComplete).columns
    let type = inputs[0].elementType
    return [
      TensorType(stack.shape(stack.rows, columns), type), TensorType(stack.shape(columns, stack.columns), type),
    ]
  }

  func gradient(_ call: GradientCall) throws -> [Tensor?] {
    let (q, r) = (call.results[0], call.results[1])
    guard q.shape[-2] >= r.shape[-1] else {
      throw KeratinError(
        .gradient, expected: "a matrix with at least as many rows as columns, where the derivative of Q and R exists",
        received: "shape \(call.inputs[0].shape)")
    }
    guard q.shape[-1] == r.shape[-1] else {
      throw KeratinError(
        .gradient, expected: "the reduced decomposition, or square matrices",
        received: "the complete one of shape \(call.inputs[0].shape), whose further columns have no derivative")
    }
    let dq = call.upstream[0] ?? Tensor.zeros(like: q)
    let dr = call.upstream[1] ?? Tensor.zeros(like: r)
    let m = r.matmul(dr, transposeB: true) - dq.withMatricesTransposed().matmul(q)
    let below = m.keeping(diagonal: 0) { row, column in row > column }
    let symmetric = below + below.withMatricesTransposed() + m.keeping(diagonal: 1) { _, _ in false }
    // X·R⁻ᵀ is the transpose of R⁻¹·Xᵀ.
    let solved = solveTriangular(r, (dq + q.matmul(symmetric)).withMatricesTransposed(), isLower: false)
    return [solved.withMatricesTransposed()]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let stack = try MatrixStack(types.inputs[0])
    let descriptor = QRDecomposition(m: stack.rows, n: stack.columns, isComplete: isComplete)
    let (sizeQ, sizeR) = (descriptor.m * descriptor.columns, descriptor.columns * descriptor.n)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .backward(terms: max(stack.rows, stack.columns)), operationCount: 4 * stack.count * stack.size * stack.k,
        workspaceBytes: { $0.workspaceBytes(.qr(descriptor), T.self) },
        run: { call in
          for index in 0..<stack.count {
            var q = call.result(0, as: T.self, from: index * sizeQ, count: sizeQ)
            var r = call.result(1, as: T.self, from: index * sizeR, count: sizeR)
            var workspace = call.workspace
            call.backend.qr(
              call.matrix(0, index, stack.size, as: T.self), descriptor, intoQ: &q, intoR: &r, &workspace)
          }
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}

extension KernelCall {
  /// Matrix `index`, of `size` elements, of input `input`.
  @_lifetime(borrow self)
  func matrix<T: Scalar>(_ input: Int, _ index: Int, _ size: Int, as type: T.Type = T.self) -> Span<T> {
    _overrideLifetime(
      self.input(input, as: T.self).extracting((index * size)..<((index + 1) * size)), borrowing: self)
  }
}
