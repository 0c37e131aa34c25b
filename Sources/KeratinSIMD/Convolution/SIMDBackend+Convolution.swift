public import KeratinKernels

extension SIMDBackend {
  @specialized(where T == Float)
  public func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into y: inout MutableSpan<T>, _ workspace: inout Workspace
  ) {
    reference.convolve(x, w, descriptor, into: &y, &workspace)
  }

  @specialized(where T == Float)
  public func convolveInputGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    reference.convolveInputGradient(dy, w, descriptor, into: &dx, &workspace)
  }

  @specialized(where T == Float)
  public func convolveKernelGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Convolution, into dw: inout MutableSpan<T>,
    _ workspace: inout Workspace
  ) {
    reference.convolveKernelGradient(x, dy, descriptor, into: &dw, &workspace)
  }

  public func workspaceBytes(_ descriptor: Convolution, _ type: any FloatingScalar.Type) -> Int {
    reference.workspaceBytes(descriptor, type)
  }
}
