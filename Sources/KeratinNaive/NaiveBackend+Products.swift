public import KeratinKernels

extension NaiveBackend {
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func gemm<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: Gemm, into c: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    let (n, k) = (descriptor.n, descriptor.k)
    // Element (i, p) of A lies at i·rowA + p·columnA, element (p, j) of B at p·rowB + j·columnB.
    let (rowA, columnA) = descriptor.transposeA ? (1, descriptor.rowStrideA) : (descriptor.rowStrideA, 1)
    let (rowB, columnB) = descriptor.transposeB ? (1, descriptor.rowStrideB) : (descriptor.rowStrideB, 1)
    let (batchA, batchB, batchC) = (descriptor.batchStridesA, descriptor.batchStridesB, descriptor.batchStridesC)
    var sums = workspace.take(n, of: Double.self)
    for outer in 0..<descriptor.batch.outer {
      for inner in 0..<descriptor.batch.inner {
        let startA = outer * batchA.outer + inner * batchA.inner
        let startB = outer * batchB.outer + inner * batchB.inner
        let startC = outer * batchC.outer + inner * batchC.inner
        for i in 0..<descriptor.m {
          for j in 0..<n { sums[j] = 0 }
          if columnB == 1 {
            // The same sums in the same order as below, walking B as it lies.
            for p in 0..<k {
              let factor = a[startA + i * rowA + p * columnA].asDouble
              for j in 0..<n { sums[j] += factor * b[startB + p * rowB + j].asDouble }
            }
          } else {
            for j in 0..<n {
              var sum = 0.0
              for p in 0..<k {
                sum += a[startA + i * rowA + p * columnA].asDouble * b[startB + p * rowB + j * columnB].asDouble
              }
              sums[j] = sum
            }
          }
          for j in 0..<n { c[startC + i * descriptor.rowStrideC + j] = T(rounding: sums[j]) }
        }
      }
    }
  }

  public func workspaceBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int {
    Workspace.bytes(descriptor.n, of: Double.self)
  }
}
