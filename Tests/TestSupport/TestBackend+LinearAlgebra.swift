public import KeratinKernels

extension TestBackend {
  public func qr<T: FloatingScalar>(_ a: [T], _ descriptor: QRDecomposition) throws -> (q: [T], r: [T]) {
    let counts = [descriptor.m * descriptor.columns, descriptor.columns * descriptor.n]
    let written = try decompose(.qr(descriptor), [a], counts) { operands, results, workspace in
      var q = results.mutableElements(0, as: T.self)
      var r = results.mutableElements(1, as: T.self)
      kernels.qr(operands.elements(0), descriptor, intoQ: &q, intoR: &r, &workspace)
    }
    return (written[0], written[1])
  }

  public func cholesky<T: FloatingScalar>(_ a: [T], n: Int) throws -> [T] {
    try decompose(.cholesky(n: n), [a], [n * n]) { operands, results, workspace in
      var l = results.mutableElements(0, as: T.self)
      kernels.cholesky(operands.elements(0), n: n, into: &l, &workspace)
    }[0]
  }

  public func lu<T: FloatingScalar>(_ a: [T], n: Int) throws -> (factors: [T], permutation: [Int], sign: T) {
    let rows = Workspace.bytes(n, of: Int32.self)
    let written = try decompose(.lu(n: n), [a], [n * n, n, 1], more: rows) { operands, results, workspace in
      var factors = results.mutableElements(0, as: T.self)
      var permutation = workspace.take(n, of: Int32.self)
      var sign = results.mutableElements(2, as: T.self)
      kernels.lu(operands.elements(0), n: n, into: &factors, permutation: &permutation, sign: &sign, &workspace)
      // All results of a test are of one type.
      var read = results.mutableElements(1, as: T.self)
      for i in 0..<n { read[i] = T(rounding: Double(permutation[i])) }
    }
    return (written[0], written[1].map { Int($0) }, written[2][0])
  }

  public func solveTriangular<T: FloatingScalar>(
    _ a: [T], _ b: [T], _ descriptor: TriangularSystem
  ) throws -> [T] {
    try decompose(.triangular(descriptor), [a, b], [b.count]) { operands, results, workspace in
      var x = results.mutableElements(0, as: T.self)
      kernels.solveTriangular(operands.elements(0), operands.elements(1), descriptor, into: &x, &workspace)
    }[0]
  }

  public func eigh<T: FloatingScalar>(_ a: [T], n: Int) throws -> (values: [T], vectors: [T]) {
    let written = try decompose(.eigh(n: n), [a], [n, n * n]) { operands, results, workspace in
      var w = results.mutableElements(0, as: T.self)
      var v = results.mutableElements(1, as: T.self)
      kernels.eigh(operands.elements(0), n: n, intoValues: &w, intoVectors: &v, &workspace)
    }
    return (written[0], written[1])
  }

  public func svd<T: FloatingScalar>(
    _ a: [T], m: Int, n: Int, vectors: Bool = true
  ) throws -> (u: [T], s: [T], vt: [T]) {
    let k = min(m, n)
    let counts = [vectors ? m * k : 0, k, vectors ? k * n : 0]
    let written = try decompose(.svd(m: m, n: n, vectors: vectors), [a], counts) { operands, results, workspace in
      var u = results.mutableElements(0, as: T.self)
      var s = results.mutableElements(1, as: T.self)
      var vt = results.mutableElements(2, as: T.self)
      kernels.svd(operands.elements(0), m: m, n: n, intoU: &u, intoS: &s, intoVT: &vt, &workspace)
    }
    return (written[0], written[1], written[2])
  }

  private func decompose<T: FloatingScalar>(
    _ decomposition: Decomposition, _ operands: [[T]], _ counts: [Int], more bytes: Int = 0,
    _ body: (borrowing Operands, borrowing Operands, inout Workspace) -> Void
  ) throws -> [[T]] {
    try run(
      counts.map { .poison(count: $0) }, reading: operands.map { KernelOperand($0) },
      workspaceBytes: bytes + kernels.workspaceBytes(decomposition, T.self), body)
  }
}
