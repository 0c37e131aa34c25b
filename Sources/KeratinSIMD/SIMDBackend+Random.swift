public import KeratinKernels

extension SIMDBackend {
  public func randomUniform<T: FloatingScalar>(
    _ stream: RandomStream, step: Span<Int32>, into y: inout MutableSpan<T>
  ) {
    reference.randomUniform(stream, step: step, into: &y)
  }
}
