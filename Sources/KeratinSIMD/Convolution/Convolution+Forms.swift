internal import KeratinKernels

extension Convolution {
  /// True if each filter sees one channel of several.
  var isChannelwise: Bool { channels == 1 && groups > 1 }

  /// The input with the margin that the taps see.
  var paddedInput: PaddedSource { input(Correlation(window).low, Correlation(window).high) }

  /// The same without rows above and below, for runs of terms, which leave out what is not there.
  var widenedInput: PaddedSource {
    let correlation = Correlation(window)
    return input(correlation.low.withoutHeight, correlation.high.withoutHeight)
  }

  /// The output with the margin that the taps of the gradient by the input see.
  var paddedOutput: PaddedSource { output(window.gradientMargin.low, window.gradientMargin.high) }

  /// The same without rows above and below.
  var widenedOutput: PaddedSource {
    let margin = window.gradientMargin
    return output(margin.low.withoutHeight, margin.high.withoutHeight)
  }

  private func input(_ low: SpatialExtents, _ high: SpatialExtents) -> PaddedSource {
    var source = PaddedSource(
      batch: window.batch, extents: window.input, channels: groups * channels, repeats: isChannelwise ? filters : 1)
    source.widen(low, high)
    return source
  }

  private func output(_ low: SpatialExtents, _ high: SpatialExtents) -> PaddedSource {
    var source = PaddedSource(batch: window.batch, extents: window.output, channels: groups * filters)
    source.widen(low, high)
    return source
  }

  /// True for a window that reaches so far beyond the input that plain loops are better, which leave out what is not there.
  var isMostlyMargin: Bool { paddedInput.isMostlyMargin || paddedOutput.isMostlyMargin }

  /// True if each place of the result sees the same place of the input and no other.
  private var isProduct: Bool {
    window.window.count == 1 && window.strides.count == 1 && groups == 1 && window.input == window.output
      && window.padding == SpatialExtents(depth: 0, height: 0, width: 0)
  }
  private var places: Int { window.batch * window.output.count }

  /// The product of matrices that this is, if it is one.
  var product: Gemm? { isProduct ? Gemm(m: places, n: filters, k: channels) : nil }
  /// The same for the gradient by the input.
  var inputGradientProduct: Gemm? { isProduct ? Gemm(m: places, n: channels, k: filters, transposeB: true) : nil }
  /// The same for the gradient by the kernels.
  var kernelGradientProduct: Gemm? { isProduct ? Gemm(m: channels, n: filters, k: places, transposeA: true) : nil }
}

extension SpatialExtents {
  fileprivate var withoutHeight: SpatialExtents { SpatialExtents(depth: depth, height: 0, width: width) }
}
