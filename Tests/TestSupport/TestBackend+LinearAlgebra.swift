public import KeratinKernels

extension TestBackend {
  public func qr<T: FloatingScalar>(_ a: [T], m: Int, n: Int) throws -> (q: [T], r: [T]) {
    let k = min(m, n)
    let bytes = kernels.qrWorkspaceBytes(m: m, n: n, T.self)
    let written: [[T]] = try run(
      [.poison(count: m * k), .poison(count: k * n)], reading: [KernelOperand(a)], workspaceBytes: bytes
    ) {
      operands, results, workspace in
      var q = results.mutableElements(0, as: T.self)
      var r = results.mutableElements(1, as: T.self)
      kernels.qr(operands.elements(0), m: m, n: n, intoQ: &q, intoR: &r, &workspace)
    }
    return (written[0], written[1])
  }
}
