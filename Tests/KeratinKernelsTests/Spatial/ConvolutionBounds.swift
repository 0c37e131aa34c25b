import KeratinKernels
import KeratinTestSupport

/// How far the elements of a convolution and its gradients may be from the exact ones, where their shape takes Winograd's algorithm; nil
/// where it does not.
struct ConvolutionBounds {
  let convolution: Convolution

  /// Of sums to which a bias and a residual are added, if they are not empty.
  func result<T: FloatingScalar>(_ x: [T], _ w: [T], bias: [T] = [], residual: [T] = []) -> [Double]? {
    if T.self != Float.self || convolution.method == .direct { return nil }
    let (x, w) = (x.map(\.asDouble), w.map(\.asDouble))
    return bounds(convolution.resultCount, WinogradMagnitude.terms(convolution.channels) + 2, T.self) {
      WinogradMagnitude.convolve(x.span, w.span, convolution, into: &$0)
      for added in [bias, residual] where !added.isEmpty {
        for i in 0..<$0.count { $0[i] += added[i % added.count].asDouble.magnitude }
      }
    }
  }

  func inputGradient<T: FloatingScalar>(_ dy: [T], _ w: [T]) -> [Double]? {
    if T.self != Float.self || convolution.inputGradientMethod == .direct { return nil }
    let (dy, w) = (dy.map(\.asDouble), w.map(\.asDouble))
    return bounds(convolution.inputCount, WinogradMagnitude.terms(convolution.filters), T.self) {
      WinogradMagnitude.convolveInputGradient(dy.span, w.span, convolution, into: &$0)
    }
  }

  func kernelGradient<T: FloatingScalar>(_ x: [T], _ dy: [T]) -> [Double]? {
    if T.self != Float.self || convolution.kernelGradientMethod == .direct { return nil }
    let (x, dy) = (x.map(\.asDouble), dy.map(\.asDouble))
    return bounds(convolution.kernelCount, WinogradMagnitude.kernelGradientTerms(convolution), T.self) {
      WinogradMagnitude.convolveKernelGradient(x.span, dy.span, convolution, into: &$0)
    }
  }

  private func bounds<T: FloatingScalar>(
    _ count: Int, _ terms: Int, _: T.Type, _ magnitude: (inout MutableSpan<Double>) -> Void
  ) -> [Double] {
    var magnitudes = [Double](repeating: 0, count: count)
    var span = magnitudes.mutableSpan
    magnitude(&span)
    // The exact value itself is rounded to Double, after sums no longer than 10⁶ terms.
    let gamma = RoundingBound.gamma(terms + 1, T.self) + RoundingBound.gamma(1 << 20, Double.self)
    return magnitudes.map { gamma * $0 }
  }
}
