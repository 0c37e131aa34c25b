public import KeratinKernels
internal import KeratinSIMDTable

extension SIMDBackend {
  @specialized(where T == Float)
  public func randomUniform<T: FloatingScalar>(
    _ stream: RandomStream, step: Span<Int32>, into y: inout MutableSpan<T>
  ) {
    guard T.self == Float.self else { return reference.randomUniform(stream, step: step, into: &y) }
    let key = stream.key(at: step)
    let y = y.address(as: Float.self)
    let kernel = table.elements.random.uniform
    cut(stream.count, every: PieceLength.computing) { kernel(key.word0, key.word1, $0, y + $0, $1) }
  }
}

extension RandomStream {
  /// The key of the call that reads `step`.
  @inline(__always)
  func key(at step: Span<Int32>) -> RandomKey { key(at: step[0]) }
  @inline(__always)
  func key(at step: Int32) -> RandomKey { key.folded(UInt64(UInt32(bitPattern: step))) }
}
