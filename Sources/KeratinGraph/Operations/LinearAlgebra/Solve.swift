internal import KeratinKernels

/// X with A·X = B for square matrices A, by Gauss's elimination with partial pivoting; B has matrices in its last two axes.
///
/// dB = A⁻ᵀ·dX and dA = −dB·Xᵀ.
struct Solve: Operation {
  var name = "solve"

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    _ = try commonElementType(inputs)
    try requireSystem(try MatrixStack(square: inputs[0]), inputs)
    return [inputs[1]]
  }

  func check(_ results: [Tensor], of inputs: [Tensor]) throws {
    try requireInvertible(results[0], inputs)
  }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let db = apply(Solve(), call.inputs[0].withMatricesTransposed(), call.dy)
    return [call.isWanted[0] ? -db.matmul(call.results[0], transposeB: true) : nil, db]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let stack = try MatrixStack(types.inputs[0])
    let (n, columns) = (stack.rows, types.inputs[1].shape[-1])
    let size = n * columns
    let down = TriangularSystem(n: n, columns: columns, isLower: true, hasUnitDiagonal: true)
    let up = TriangularSystem(n: n, columns: columns, isLower: false)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .backward(terms: n), operationCount: stack.count * (2 * n * n * n / 3 + 2 * n * size),
        workspaceBytes: { backend in
          Workspace.bytes(stack.size, of: T.self) + Workspace.bytes(n, of: Int32.self)
            + Workspace.bytes(1, of: T.self) + 2 * Workspace.bytes(size, of: T.self)
            + backend.workspaceBytes(.lu(n: n), T.self) + backend.workspaceBytes(.triangular(down), T.self)
            + backend.workspaceBytes(.triangular(up), T.self)
        },
        run: { call in
          for index in 0..<stack.count {
            var workspace = call.workspace
            var factors = workspace.take(stack.size, of: T.self)
            var permutation = workspace.take(n, of: Int32.self)
            var sign = workspace.take(1, of: T.self)
            var permuted = workspace.take(size, of: T.self)
            var half = workspace.take(size, of: T.self)
            var x = call.result(0, as: T.self, from: index * size, count: size)
            call.backend.lu(
              call.matrix(0, index, stack.size, as: T.self), n: n, into: &factors, permutation: &permutation,
              sign: &sign, &workspace)
            call.backend.gather(
              call.matrix(1, index, size, as: T.self), permutation.span,
              RowGather(rows: n, rowLength: columns, count: n), into: &permuted)
            call.backend.solveTriangular(factors.span, permuted.span, down, into: &half, &workspace)
            call.backend.solveTriangular(factors.span, half.span, up, into: &x, &workspace)
          }
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}

/// Requires right-hand sides, inputs[1], that fit as many matrices as `stack` has.
func requireSystem(_ stack: MatrixStack, _ inputs: [TensorType]) throws {
  let right = try MatrixStack(inputs[1])
  guard right.lead == stack.lead, right.rows == stack.rows else {
    throw KeratinError(
      .shape, expected: "as many right-hand sides as matrices, each with \(stack.rows) rows",
      received: "shapes \(inputs[0].shape) and \(inputs[1].shape)")
  }
}

/// Requires a matrix to have had an inverse, as the solution shows.
func requireInvertible(
  _ x: Tensor, _ inputs: [Tensor], isRead: (_ row: Int, _ column: Int) -> Bool = { _, _ in true }
) throws {
  try requireDecomposed(
    x, of: inputs[0], beside: [inputs[1]], expected: "matrices that have an inverse", received: "which is singular",
    suggestion: "lstsq or pinv, which need none", isRead: isRead)
}
