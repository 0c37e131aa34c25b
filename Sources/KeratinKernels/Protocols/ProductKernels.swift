/// Matrix products.
public protocol ProductKernels: Sendable {
  /// C = A·B as `descriptor` says. Where m, n and the batch are not 0 but k is, C is 0.
  func gemm<T: FloatingScalar>(
    _ a: Span<T>, _ b: Span<T>, _ descriptor: Gemm, into c: inout MutableSpan<T>, _ workspace: inout Workspace)

  /// The workspace that ``gemm(_:_:_:into:_:)`` needs.
  func workspaceBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int

  /// The bytes of B prepacked for this product, 0 where the backend gains nothing by it.
  func packedBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int

  /// Lays out B, an operand that outlives the call, as ``dense`` wants it.
  func pack<T: FloatingScalar>(_ b: Span<T>, _ descriptor: Gemm, into packed: inout MutableSpan<UInt8>)
}

extension ProductKernels {
  public func workspaceBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int { 0 }
  public func packedBytes(_ descriptor: Gemm, _ type: any FloatingScalar.Type) -> Int { 0 }
  public func pack<T: FloatingScalar>(_ b: Span<T>, _ descriptor: Gemm, into packed: inout MutableSpan<UInt8>) {}
}
