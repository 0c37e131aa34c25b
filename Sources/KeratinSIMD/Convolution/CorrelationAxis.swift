internal import KeratinKernels

/// One spatial axis of a sum over taps.
///
/// Result i of `places` stands at `resultStart + i·resultStep` and sees, at tap t, the source at `i·stride + tapStart + t·tapStep`, times
/// the kernel at `kernelStart + t·kernelStep`. Source places outside the source count as zero.
struct CorrelationAxis {
  /// The extent of the source along this axis.
  let source: Int
  var places: Int
  var resultStart = 0
  var resultStep = 1
  var stride = 1
  var taps: Int
  var tapStart: Int
  var tapStep = 1
  var kernelStart = 0
  var kernelStep = 1

  /// The axis of a convolution itself.
  init(input: Int, output: Int, window: Int, stride: Int, dilation: Int, padding: Int) {
    source = input
    places = output
    self.stride = stride
    taps = window
    tapStart = -padding
    tapStep = dilation
  }

  /// The axis of the gradient by the input, for the places of the input that are `phase` modulo the stride: they are seen by
  /// the same taps of the window, and neighbours of them by neighbours in the output.
  init(phase: Int, input: Int, output: Int, window: Int, stride: Int, dilation: Int, padding: Int) {
    source = output
    places = (input - phase + stride - 1) / stride
    resultStart = phase
    resultStep = stride
    // k·dilation ≡ phase + padding modulo the stride.
    let period = stride / greatestCommonDivisor(stride, dilation)
    var first = 0
    while first < min(period, window) && (phase + padding - first * dilation) % stride != 0 { first += 1 }
    guard first < min(period, window) else {
      (taps, tapStart) = (0, 0)
      return
    }
    taps = (window - 1 - first) / period + 1
    // From the last tap to the first, so that places in the output ascend.
    kernelStart = first + (taps - 1) * period
    kernelStep = -period
    tapStart = (phase + padding - kernelStart * dilation) / stride
    tapStep = period * dilation / stride
  }

  /// The taps whose source place is there, for one place of the result: neighbours.
  func taps(at place: Int) -> Range<Int> {
    let first = place * stride + tapStart
    let begin = min(taps, max(0, parts(of: -first, by: tapStep)))
    return begin..<max(begin, min(taps, parts(of: source - first, by: tapStep)))
  }

  /// The places of the result for which one tap's source place is there: neighbours.
  func places(of tap: Int) -> Range<Int> {
    let first = tapStart + tap * tapStep
    let begin = min(places, max(0, parts(of: -first, by: stride)))
    return begin..<max(begin, min(places, parts(of: source - first, by: stride)))
  }

  /// The distance between the first and the last tap.
  var reach: Int { max(0, taps - 1) * tapStep }
  /// How far the taps reach before the first place of the source.
  var low: Int { taps > 0 ? max(0, -tapStart) : 0 }
  /// How far they reach beyond the last.
  var high: Int {
    taps > 0 && places > 0 ? max(0, (places - 1) * stride + tapStart + (taps - 1) * tapStep - (source - 1)) : 0
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (a, b)
  while b != 0 { (a, b) = (b, a % b) }
  return a
}
