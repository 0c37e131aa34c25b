public import KeratinKernels

extension TestBackend {
  /// Every element of C that the product writes; rows of C may lie apart, then what is between them stays `filler`.
  public func gemm<T: FloatingScalar>(
    _ a: [T], _ b: [T], _ descriptor: Gemm, resultCount: Int, filler: T
  ) throws -> [T] {
    let bytes = kernels.workspaceBytes(descriptor, T.self)
    let initial = [T](repeating: filler, count: resultCount)
    return try run([.elements(initial)], workspaceBytes: bytes) { results, workspace in
      var c = results.mutableElements(0, as: T.self)
      kernels.gemm(a.span, b.span, descriptor, into: &c, &workspace)
    }[0]
  }

  /// Of dense matrices, or a batch of them lying one after another in C.
  public func gemm<T: FloatingScalar>(_ a: [T], _ b: [T], _ descriptor: Gemm) throws -> [T] {
    let bytes = kernels.workspaceBytes(descriptor, T.self)
    return try run(count: descriptor.batchCount * descriptor.m * descriptor.n, workspaceBytes: bytes) { c, workspace in
      kernels.gemm(a.span, b.span, descriptor, into: &c, &workspace)
    }
  }

  /// `packed` says whether W is laid out by ``ProductKernels/pack(_:_:into:)`` first; an empty `bias` is none.
  public func dense<T: FloatingScalar>(
    _ x: [T], _ w: [T], bias: [T], _ descriptor: DenseProduct, packed: Bool
  ) throws -> [T] {
    let product = descriptor.product
    let packedBytes = packed ? kernels.packedBytes(product, T.self) : 0
    let packedW: [UInt8] =
      packedBytes == 0
      ? []
      : try run(count: packedBytes) { bytes, _ in kernels.pack(w.span, product, into: &bytes) }
    // Prepacked bytes lie where the planner lays them: aligned.
    let laidOut = Buffer(copying: packedW)
    let bytes = kernels.workspaceBytes(descriptor, T.self)
    return try laidOut.withElements(UInt8.self) { packedW in
      try run(count: descriptor.rows * descriptor.units, workspaceBytes: bytes) { y, workspace in
        kernels.dense(
          x.span, w.span, packed: packedW.span, bias: bias.span, descriptor, into: &y, &workspace)
      }
    }
  }
}
