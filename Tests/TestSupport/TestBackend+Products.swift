public import KeratinKernels

extension TestBackend {
  /// Every element of C that the product writes; rows of C may lie apart, then what is between them stays `filler`.
  public func gemm<T: FloatingScalar>(
    _ a: [T], _ b: [T], _ descriptor: Gemm, resultCount: Int, filler: T
  ) throws -> [T] {
    let bytes = kernels.workspaceBytes(descriptor, T.self)
    let initial = [T](repeating: filler, count: resultCount)
    let written: [[T]] = try run(
      [.elements(initial)], reading: [KernelOperand(a), KernelOperand(b)], workspaceBytes: bytes
    ) { operands, results, workspace in
      var c = results.mutableElements(0, as: T.self)
      kernels.gemm(operands.elements(0), operands.elements(1), descriptor, into: &c, &workspace)
    }
    return written[0]
  }

  /// Of dense matrices, or a batch of them lying one after another in C.
  public func gemm<T: FloatingScalar>(_ a: [T], _ b: [T], _ descriptor: Gemm) throws -> [T] {
    let bytes = kernels.workspaceBytes(descriptor, T.self)
    return try run(
      count: descriptor.batchCount * descriptor.m * descriptor.n, reading: [KernelOperand(a), KernelOperand(b)],
      workspaceBytes: bytes
    ) { operands, c, workspace in
      kernels.gemm(operands.elements(0), operands.elements(1), descriptor, into: &c, &workspace)
    }
  }

  /// `packed` says whether W is laid out by ``ProductKernels/pack(_:_:into:)`` first; an empty `bias` is none.
  public func dense<T: FloatingScalar>(
    _ x: [T], _ w: [T], bias: [T], _ descriptor: DenseProduct, packed: Bool
  ) throws -> [T] {
    let product = descriptor.product
    let packedBytes = packed ? kernels.packedBytes(product, T.self) : 0
    var packedW: [UInt8] = []
    if packedBytes > 0 {
      packedW = try run(count: packedBytes, reading: [KernelOperand(w)]) { operands, bytes, _ in
        kernels.pack(operands.elements(0, as: T.self), product, into: &bytes)
      }
    }
    let operands = [KernelOperand(x), KernelOperand(w), KernelOperand(packedW), KernelOperand(bias)]
    return try run(
      count: descriptor.rows * descriptor.units, reading: operands,
      workspaceBytes: kernels.workspaceBytes(descriptor, T.self)
    ) { operands, y, workspace in
      kernels.dense(
        operands.elements(0), operands.elements(1), packed: operands.elements(2), bias: operands.elements(3),
        descriptor,
        into: &y, &workspace)
    }
  }
}
