/// Random numbers as a function of key, step and index: the same bits on every backend, for any number of threads.
public protocol RandomKernels: Sendable {
  /// y[i] = (bits >> 8)·2⁻²⁴ in [0, 1), the bits of element i of the stream's key folded with step[0].
  func randomUniform<T: FloatingScalar>(_ stream: RandomStream, step: Span<Int32>, into y: inout MutableSpan<T>)
}
