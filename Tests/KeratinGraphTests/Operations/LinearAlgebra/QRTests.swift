import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct QRTests {
  @Test(arguments: TestBackends.all, [(4, 4), (5, 3), (3, 5), (1, 1), (7, 1), (0, 3), (3, 0)])
  func decomposes(_ backend: TestBackend, _ size: (m: Int, n: Int)) throws {
    let a = try random([size.m, size.n], "qr", .float32)
    let k = min(size.m, size.n)
    let parts = try inAllLives([a], on: backend) { x in
      let parts = x[0].qr()
      return [parts.q, parts.r]
    }
    let (q, r) = (parts[0].cast(to: .float64), parts[1].cast(to: .float64))
    #expect(parts.map(\.shape) == [[size.m, k], [k, size.n]])
    let errors = try Backends.with(Backends.naive) {
      let identity = Tensor.eye(k, elementType: .float64)
      return try (q.matmul(r) - a.cast(to: .float64)).doubles()
        + (q.matmul(q, transposeA: true) - identity).doubles()
    }
    // Householder's method is backward stable: its error is a small multiple of m·n·u.
    #expect(errors.allSatisfy { $0.magnitude <= 10 * Double(size.m * size.n) * 0x1p-24 })
    let below = elements(of: r.shape) { $0[0] > $0[1] ? 1 : 0 }
    #expect(try zip(below, r.doubles()).allSatisfy { $0 == 0 || $1 == 0 })
  }

  @Test(arguments: [(4, 4), (5, 3), (1, 1), (6, 5)])
  func hasItsDerivatives(_ size: (m: Int, n: Int)) throws {
    let a = try random([size.m, size.n], "qr gradient") + .eye(size.m, columns: size.n, elementType: .float64) * 2
    try checkGradients(at: [a]) { $0[0].qr().q }
    try checkGradients(at: [a]) { $0[0].qr().r }
    try checkGradients(at: [a]) { x in
      let parts = x[0].qr()
      return try gradient(of: square(parts.q).sum() * parts.r.sum() + pow(parts.r, 3).sum(), with: x)[0]
    }
  }

  @Test func saysWhatDoesNotFit() throws {
    let trace = Trace(.eager)
    try trace.run {
      let a = trace.constant(try random([2, 3], "wide", .float32))
      #expect(throws: KeratinError.self) { try gradient(of: a.qr().r.sum(), with: [a]) }
    }
  }
}
