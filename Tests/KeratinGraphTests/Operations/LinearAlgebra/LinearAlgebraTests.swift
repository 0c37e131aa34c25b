import KeratinGraph
import KeratinKernels
import KeratinTestSupport
import Testing

@Suite struct LinearAlgebraTests {
  /// Symmetric positive definite matrices.
  private func definite(_ shape: Shape, _ name: String, _ type: ElementType = .float64) throws -> Tensor {
    let a = try random(shape, name, type)
    return a.matmul(a, transposeB: true) + .eye(shape[-1], elementType: type)
  }

  @Test(arguments: TestBackends.all, [0, 1, 3, 5] as [Int])
  func isTheSameInAllLives(_ backend: TestBackend, _ n: Int) throws {
    for type in [ElementType.float32, .float64] {
      let a = try definite([2, n, n], "all lives", type)
      let (b, tall) = (try random([2, n, 2], "b", type), try random([n + 2, n], "tall", type))
      _ = try inAllLives([a, b, tall], on: backend) { x in
        let (w, v) = x[0].eigh()
        let (u, s, vt) = x[2].svd()
        let (sign, logAbsDet) = x[0].slogdet()
        let solutions = [x[0].solve(x[1]), x[0].inverse(), x[0].cholesky(), x[0].solveTriangular(x[1], lower: true)]
        return solutions + [x[0].det(), sign, logAbsDet, w, v, u, s, vt, x[2].pinv(), x[0].matrixRank()]
      }
    }
  }

  @Test(arguments: TestBackends.all)
  func agreesWithTheReferenceWithinItsBound(_ backend: TestBackend) throws {
    for type in [ElementType.float32, .float64] {
      let inputs = [
        try definite([3, 20, 20], "cross-check", type), try random([3, 20, 4], "right", type),
        try random([30, 12], "tall", type),
      ]
      let trace = Trace()
      let program = try trace.run {
        let x = inputs.map { trace.input($0.type) }
        let (w, v) = x[0].eigh()
        let (u, s, vt) = x[2].svd()
        let (q, r) = x[2].qr()
        let loss = x[0].solve(x[1]).sum() + x[0].logdet().sum() + x[2].lstsq(x[2].sum(axis: 1)).sum()
        let gradients = try gradient(of: loss, with: [x[0], x[2]])
        return try Program(trace, outputs: [w, v, u, s, vt, q, r, x[0].luFactor().factors] + gradients)
      }
      let executor = Executor(try Plan(program, backend: backend.kernels))
      executor.crossCheck = CrossCheck(against: Backends.naive)
      for (index, input) in inputs.enumerated() { executor.bind(input: index, to: try input.buffer()) }
      #expect(try executor.run())
    }
  }

  @Test func aSlightlyWrongDecompositionIsNoticed() throws {
    struct Wrong: DerivedBackend {
      let base = Backends.naive
      let name = "wrong"
      let summary = "wrong in one element"
      func cholesky<T: FloatingScalar>(
        _ a: Span<T>, n: Int, into l: inout MutableSpan<T>, _ workspace: inout Workspace
      ) {
        base.cholesky(a, n: n, into: &l, &workspace)
        l[n] += 1e-3
      }
    }
    let a = try definite([6, 6], "wrong", .float32)
    let trace = Trace()
    let program = try trace.run { try Program(trace, outputs: [trace.input(a.type).cholesky()]) }
    let executor = Executor(try Plan(program, backend: Wrong()))
    executor.crossCheck = CrossCheck(against: Backends.naive)
    executor.bind(input: 0, to: try a.buffer())
    #expect(throws: KeratinError.self) { try executor.run() }
  }

  @Test func hasItsDerivatives() throws {
    let (a, s) = (try random([2, 3, 3], "gradients") + .eye(3, elementType: .float64) * 2, try definite([3, 3], "s"))
    let (b, v) = (try random([2, 3, 2], "b"), try random([3], "v"))
    let (tall, wide) = (try random([2, 4, 3], "tall"), try random([3, 4], "wide"))
    try checkGradients(at: [s]) { $0[0].cholesky() }
    try checkGradients(at: [s]) { $0[0].cholesky(upper: true).choleskyInverse(upper: true) }
    try checkGradients(at: [a, b]) { $0[0].solve($0[1]) }
    try checkGradients(at: [s, v]) { $0[0].solve($0[1]) }
    try checkGradients(at: [s, b]) { $0[0].solve($0[1]) }
    try checkGradients(at: [a, b]) { $0[0].solveTriangular($0[1]) }
    try checkGradients(at: [a, b]) { $0[0].solveTriangular($0[1], lower: true) }
    try checkGradients(at: [a]) { $0[0].inverse() }
    try checkGradients(at: [a]) { $0[0].det() }
    try checkGradients(at: [a]) { $0[0].slogdet().logAbsDet }
    try checkGradients(at: [s]) { $0[0].logdet() }
    try checkGradients(at: [a]) { $0[0].luFactor().factors }
    try checkGradients(at: [s]) { $0[0].eigh().values }
    try checkGradients(at: [s]) { $0[0].eigh().vectors }
    for matrix in [a, tall, wide] {
      try checkGradients(at: [matrix]) { $0[0].svd(fullMatrices: false).u }
      try checkGradients(at: [matrix]) { $0[0].svd(fullMatrices: false).s }
      try checkGradients(at: [matrix]) { $0[0].svd(fullMatrices: false).vt }
      try checkGradients(at: [matrix]) { $0[0].singularValues() }
      try checkGradients(at: [matrix]) { $0[0].pinv() }
    }
    try checkGradients(at: [tall, try random([2, 4], "right")]) { $0[0].lstsq($0[1]) }
    try checkGradients(at: [tall]) { $0[0].qr().q + $0[0].qr().r.sum() }
    // Twice.
    try checkGradients(at: [s]) { x in try gradient(of: square(x[0].cholesky()).sum(), with: x)[0] }
    try checkGradients(at: [s]) { x in try gradient(of: square(x[0].inverse()).sum() + x[0].det(), with: x)[0] }
    try checkGradients(at: [s]) { x in try gradient(of: pow(x[0].eigh().values, 3).sum(), with: x)[0] }
  }

  /// Eigenvalues and singular values have derivatives where two are equal, their vectors have none.
  @Test func saysWhereVectorsHaveNoDerivative() throws {
    let one = Tensor.eye(3, elementType: .float64)
    let trace = Trace(.eager)
    try trace.run {
      let a = one * 2
      for sum in [a.eigh().values.sum(), a.singularValues().sum()] {
        let derivative = try gradient(of: sum, with: [a])[0]
        #expect(try derivative.isClose(to: one))
      }
      #expect(throws: KeratinError.self) { try gradient(of: a.eigh().vectors.sum(), with: [a]) }
      #expect(throws: KeratinError.self) { try gradient(of: a.svd().u.sum(), with: [a]) }
      let tall = Tensor.eye(3, columns: 2, elementType: .float64) * 2
      #expect(throws: KeratinError.self) { try gradient(of: tall.svd().u.sum(), with: [tall]) }
    }
  }

  @Test(arguments: TestBackends.all)
  func completesSingularVectors(_ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      for shape in [[4, 2], [2, 4], [2, 3, 5], [3, 3], [3, 0], [0, 2]] as [Shape] {
        let a = try random(shape, "full svd")
        let (u, s, vt) = a.svd()
        let (m, n, k) = (shape[-2], shape[-1], min(shape[-2], shape[-1]))
        #expect(u.shape[-1] == m && vt.shape[-2] == n && s.shape[-1] == k)
        let scaled = u.sliced(..<k, axis: -1) * s.expandingDimension(at: -2)
        #expect(try scaled.matmul(vt.sliced(..<k, axis: -2)).isClose(to: a, atol: 1e-13))
        let eyeU = Tensor.eye(m, elementType: .float64).broadcast(to: u.shape)
        #expect(try u.matmul(u, transposeB: true).isClose(to: eyeU, atol: 1e-13))
        let eyeV = Tensor.eye(n, elementType: .float64).broadcast(to: vt.shape)
        #expect(try vt.matmul(vt, transposeB: true).isClose(to: eyeV, atol: 1e-13))
      }
    }
  }

  @Test(arguments: TestBackends.all)
  func namesTheMatrixThatCannotBe(_ backend: TestBackend) throws {
    try Backends.with(backend.kernels) {
      let good = [1, 0, 0, 1] as [Float]
      let batch = try Tensor(good + good + [1, 2, 2, 4] + good, shape: [2, 2, 2, 2])
      let right = Tensor.ones([2, 2, 2, 1])
      let singular =
        "expected matrices that have an inverse. Received: matrix [1, 0] of the batch, which is singular."
        + " Try: lstsq or pinv, which need none."
      #expect(batch.solve(right).message == "solve: " + singular)
      #expect(batch.inverse().message == "inverse: " + singular)
      #expect(
        batch.cholesky().message
          == "cholesky: expected symmetric positive definite matrices. Received: matrix [1, 0] of the batch, which is"
          + " not positive definite. Try: adding a small multiple of the identity.")
      #expect(try batch.det().doubles() == [1, 1, 0, 1])
      let triangle = try Tensor([1, 5, 0, 0], shape: [2, 2])
      #expect(
        triangle.solveTriangular(Tensor([1, 1])).message
          == "solveTriangular: expected matrices that have an inverse. Received: the matrix, which is singular."
          + " Try: lstsq or pinv, which need none.")
      let broken = try Tensor([1, .nan, 0, 1], shape: [2, 2])
      let message = "expected matrices of finite numbers. Received: NaN or infinity in the matrix."
      #expect(broken.svd().s.message == "svd: " + message)
      #expect(broken.pinv().message == "pinv: " + message)
      #expect(broken.eigh().values.message == "eigh: " + message)
      #expect(broken.inverse().message == "inverse: " + message)
      // A right-hand side is carried on.
      #expect(try Tensor.eye(2).solve(Tensor([.nan, 1])).doubles()[0].isNaN)
    }
  }

  @Test func saysWhatDoesNotFit() throws {
    let wide = Tensor.ones([2, 3])
    let square = "expected square matrices. Received: shape [2, 3]."
    #expect(wide.inverse().message.hasSuffix(square))
    #expect(wide.det().message == "det: " + square || wide.det().message == "lu: " + square)
    #expect(wide.cholesky().message == "cholesky: " + square)
    #expect(wide.eigh().values.message == "eigh: " + square)
    #expect(wide.choleskyInverse().error != nil)
    #expect(Tensor.eye(2).solve(Tensor.ones([3, 1])).message.contains("each with 2 rows"))
    #expect(Tensor([1, 2]).inverse().error != nil)
    #expect(Tensor(1).svd().u.error != nil)
    #expect(Tensor([1, 2]).matrixRank().error != nil)
    #expect(
      Tensor([1, 2]).qr().q.message
        == "qr: expected a matrix, or a tensor with matrices in its last two axes. Received: shape [2].")
  }
}
