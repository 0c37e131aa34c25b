internal import KeratinKernels

/// The pseudoinverse P of Moore and Penrose, from the singular value decomposition; values of at most `rcond` times the largest count as 0.
///
/// Where the rank stays as it is (Golub and Pereyra, 1973):
/// dA = −Pᵀ·dP·Pᵀ + (1 − A·P)·dPᵀ·P·Pᵀ + Pᵀ·P·dPᵀ·(1 − P·A).
struct PseudoInverse: Operation {
  let rcond: Double

  var name: String { "pinv" }

  func types(_ inputs: [TensorType]) throws -> [TensorType] {
    let stack = try MatrixStack(inputs[0])
    return [TensorType(stack.shape(stack.columns, stack.rows), inputs[0].elementType)]
  }

  func check(_ results: [Tensor], of inputs: [Tensor]) throws { try SVD().check([results[0], results[0]], of: inputs) }

  func gradient(_ call: GradientCall) -> [Tensor?] {
    let (a, p, dp) = (call.inputs[0], call.results[0], call.dy)
    let (pt, dpt) = (p.withMatricesTransposed(), dp.withMatricesTransposed())
    let (left, right) = (dpt.matmul(p).matmul(pt), pt.matmul(p).matmul(dpt))
    return [left - a.matmul(p.matmul(left)) + right - right.matmul(p).matmul(a) - pt.matmul(dp).matmul(pt)]
  }

  func kernel(_ types: NodeTypes) throws -> Kernel {
    let stack = try MatrixStack(types.inputs[0])
    let (m, n, k) = (stack.rows, stack.columns, stack.k)
    let (rcond, decomposition) = (rcond, Decomposition.svd(m: m, n: n, vectors: true))
    let values = Broadcast([[k], [1]], to: [k])
    let rows = Broadcast([[k, n], [k, 1]], to: [k, n])
    // P = (s⁺·Vᵀ)ᵀ·Uᵀ.
    let product = Gemm(m: n, n: m, k: k, transposeA: true, transposeB: true)
    func make<T: FloatingScalar>(_: T.Type) -> Kernel {
      Kernel(
        bound: .backward(terms: max(m, n)), operationCount: stack.count * (6 * m * n * k + product.operationCount),
        workspaceBytes: { backend in
          let vectors = Workspace.bytes(m * k, of: T.self) + 2 * Workspace.bytes(k * n, of: T.self)
          let small = 3 * Workspace.bytes(k, of: T.self) + Workspace.bytes(k, of: UInt8.self)
          let single = 2 * Workspace.bytes(1, of: T.self)
          return vectors + small + single + backend.workspaceBytes(decomposition, T.self)
            + backend.workspaceBytes(product, T.self)
        },
        run: { call in
          for index in 0..<stack.count {
            var p = call.result(0, as: T.self, from: index * stack.size, count: stack.size)
            var workspace = call.workspace
            var u = workspace.take(m * k, of: T.self)
            var s = workspace.take(k, of: T.self)
            var vt = workspace.take(k * n, of: T.self)
            call.backend.svd(
              call.matrix(0, index, stack.size, as: T.self), m: m, n: n, intoU: &u, intoS: &s, intoVT: &vt, &workspace)
            var least = workspace.take(1, of: T.self)
            var zero = workspace.take(1, of: T.self)
            var isKept = workspace.take(k, of: UInt8.self)
            var inverse = workspace.take(k, of: T.self)
            var kept = workspace.take(k, of: T.self)
            var scaled = workspace.take(k * n, of: T.self)
            call.backend.fill(T(rounding: k > 0 ? s[0].asDouble * rcond : 0), into: &least)
            call.backend.fill(T(0), into: &zero)
            // NaN, for a matrix that has no values, is not at most anything and stays.
            call.backend.compare(.lessEqual, s.span, least.span, values, into: &isKept)
            call.backend.unary(.reciprocal, s.span, into: &inverse)
            call.backend.select(
              isKept.span, zero.span, inverse.span, Broadcast([[k], [1], [k]], to: [k]), into: &kept)
            call.backend.binary(.multiply, vt.span, kept.span, rows, into: &scaled)
            call.backend.gemm(scaled.span, u.span, product, into: &p, &workspace)
          }
        })
    }
    return make(types.inputs[0].elementType.floatingScalar!)
  }
}
