/// Convolution and pooling over windows of channels-last tensors, with their gradients.
public protocol SpatialKernels: Sendable {
  /// y[n, o, f] = Σ x[n, o·stride + k·dilation − padding, c]·w[k, c, f] over the window and the channels of f's group.
  func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into y: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  /// dx, the gradient of ``convolve`` by its input: each dy[n, o, f]·w[k, c, f] added to the x that it came from.
  func convolveInputGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ w: Span<T>, _ descriptor: Convolution, into dx: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  /// dw[k, c, f] = Σ x·dy over batch and places: the gradient of ``convolve`` by its kernels.
  func convolveKernelGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Convolution, into dw: inout MutableSpan<T>,
    _ workspace: inout Workspace)
  /// The workspace that each of the three needs.
  func workspaceBytes(_ descriptor: Convolution, _ type: any FloatingScalar.Type) -> Int

  /// y = the largest x of each window, NaN if one is NaN, −∞ where the window lies outside.
  func maxPool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>)
  /// y = the v that stands where each window's first largest x does, 0 where the window lies outside.
  func maxPoolSelect<T: FloatingScalar>(
    _ x: Span<T>, _ v: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>)
  /// dx = 0, then each dy added where its window's first largest x stands: the gradient of ``maxPool`` and the adjoint of
  /// ``maxPoolSelect``.
  func maxPoolGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>)

  /// y = the mean of the x of each window that are there, 0 where none is.
  func averagePool<T: FloatingScalar>(_ x: Span<T>, _ descriptor: Pooling, into y: inout MutableSpan<T>)
  /// dx = 0, then each dy divided by the number of its window's x and added to each of them: the adjoint of ``averagePool``.
  func averagePoolGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ descriptor: Pooling, into dx: inout MutableSpan<T>)
}

extension SpatialKernels {
  public func workspaceBytes(_ descriptor: Convolution, _ type: any FloatingScalar.Type) -> Int { 0 }
}
