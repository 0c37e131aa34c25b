internal import KeratinKernels

/// How far the rounding of a convolution or one of its gradients may go, by the method that its shape takes.
struct ConvolutionRounding {
  private let terms: Int
  /// The kernel, if any, whose result is the magnitude that the bound is a share of.
  let magnitude: [Kernel]

  /// Of the convolution itself; a bias and a residual, inputs 2 and 3, are part of the magnitude.
  init<T: FloatingScalar>(_ convolution: Convolution, _: T.Type) {
    let isDirect = T.self != Float.self || convolution.method == .direct
    self.init(
      terms: isDirect
        ? convolution.window.window.count * convolution.channels : WinogradMagnitude.terms(convolution.channels),
      isDirect ? nil : convolutionMagnitude(convolution))
  }

  /// Of its gradient by the input.
  init<T: FloatingScalar>(inputGradient convolution: Convolution, _: T.Type) {
    let isDirect = T.self != Float.self || convolution.inputGradientMethod == .direct
    self.init(
      terms: isDirect
        ? convolution.window.window.count * convolution.filters : WinogradMagnitude.terms(convolution.filters),
      isDirect ? nil : inputGradientMagnitude(convolution))
  }

  /// Of its gradient by the kernels.
  init<T: FloatingScalar>(kernelGradient convolution: Convolution, _: T.Type) {
    let isDirect = T.self != Float.self || convolution.kernelGradientMethod == .direct
    self.init(
      terms: isDirect
        ? convolution.window.batch * convolution.window.output.count
        : WinogradMagnitude.kernelGradientTerms(convolution),
      isDirect ? nil : kernelGradientMagnitude(convolution))
  }

  private init(terms: Int, _ magnitude: (@Sendable (borrowing KernelCall) -> Void)?) {
    self.terms = terms
    self.magnitude = magnitude.map { [Kernel(bound: .exact, run: $0)] } ?? []
  }

  /// The bound, with `more` roundings of a sum and so many units in the last place of what comes of it; one more is the reference's own.
  func bound(more: Int = 0, ulps: Double = 0) -> ErrorBound {
    .sum(terms: terms + more + 1, ulps: ulps, spreads: !magnitude.isEmpty)
  }
}

private func convolutionMagnitude(_ convolution: Convolution) -> @Sendable (borrowing KernelCall) -> Void {
  { call in
    var y = call.result(as: Float.self)
    WinogradMagnitude.convolve(call.input(0, as: Float.self), call.input(1), convolution, into: &y)
    for index in 2..<max(2, call.operandCount) {
      let added = call.input(index, as: Float.self)
      if added.isEmpty { continue }
      for i in 0..<y.count { y[i] += added[i % added.count] }
    }
  }
}

private func inputGradientMagnitude(_ convolution: Convolution) -> @Sendable (borrowing KernelCall) -> Void {
  { call in
    var dx = call.result(as: Float.self)
    WinogradMagnitude.convolveInputGradient(call.input(0, as: Float.self), call.input(1), convolution, into: &dx)
  }
}

private func kernelGradientMagnitude(_ convolution: Convolution) -> @Sendable (borrowing KernelCall) -> Void {
  { call in
    var dw = call.result(as: Float.self)
    WinogradMagnitude.convolveKernelGradient(call.input(0, as: Float.self), call.input(1), convolution, into: &dw)
  }
}
