internal import KeratinKernels

/// A sum over taps along three spatial axes.
struct Correlation {
  var depth: CorrelationAxis
  var height: CorrelationAxis
  var width: CorrelationAxis

  /// A convolution itself.
  init(_ window: SpatialWindow) {
    func axis(_ extent: (SpatialExtents) -> Int) -> CorrelationAxis {
      CorrelationAxis(
        input: extent(window.input), output: extent(window.output), window: extent(window.window),
        stride: extent(window.strides), dilation: extent(window.dilations), padding: extent(window.padding))
    }
    depth = axis { $0.depth }
    height = axis { $0.height }
    width = axis { $0.width }
  }

  /// The gradient of a convolution by those places of its input that are `phase` modulo the strides.
  init(_ window: SpatialWindow, gradientPhase phase: SpatialExtents) {
    func axis(_ extent: (SpatialExtents) -> Int) -> CorrelationAxis {
      CorrelationAxis(
        phase: extent(phase), input: extent(window.input), output: extent(window.output),
        window: extent(window.window), stride: extent(window.strides), dilation: extent(window.dilations),
        padding: extent(window.padding))
    }
    depth = axis { $0.depth }
    height = axis { $0.height }
    width = axis { $0.width }
  }

  var tapCount: Int { depth.taps * height.taps * width.taps }
  /// The rows of places along the width in one image.
  var rowCount: Int { depth.places * height.places }

  /// How far taps reach before and after the source.
  var low: SpatialExtents { SpatialExtents(depth: depth.low, height: height.low, width: width.low) }
  var high: SpatialExtents { SpatialExtents(depth: depth.high, height: height.high, width: width.high) }

  /// Calls `body` for each tap in row-major order with its place in the kernel and the distance in places of `source` from where a
  /// place's row and column begin.
  func forEachTap(_ kernel: SpatialExtents, _ source: PaddedSource, _ body: (_ kernel: Int, _ distance: Int) -> Void) {
    for z in 0..<depth.taps {
      for y in 0..<height.taps {
        for x in 0..<width.taps {
          let row =
            (depth.kernelStart + z * depth.kernelStep) * kernel.height + height.kernelStart + y * height.kernelStep
          body(row * kernel.width + width.kernelStart + x * width.kernelStep, distance(z, y, x, source))
        }
      }
    }
  }

  /// The distance in places of `source` to a tap.
  func distance(_ z: Int, _ y: Int, _ x: Int, _ source: PaddedSource) -> Int {
    source.place(
      0, depth.tapStart + z * depth.tapStep, height.tapStart + y * height.tapStep, width.tapStart + x * width.tapStep)
  }

  /// The place of `source`, its margin not counted, where image `n` is seen by tap 0 of the first place of a row.
  func rowStart(_ n: Int, _ row: Int, _ source: PaddedSource) -> Int {
    let (z, y) = row.quotientAndRemainder(dividingBy: max(1, height.places))
    return ((n * source.padded.depth + z * depth.stride) * source.padded.height + y * height.stride)
      * source.padded.width
  }

  /// The place in a result of these extents where a row of image `n` begins.
  func resultStart(_ n: Int, _ row: Int, _ result: SpatialExtents) -> Int {
    let (z, y) = row.quotientAndRemainder(dividingBy: max(1, height.places))
    let depthPlace = n * result.depth + depth.resultStart + z * depth.resultStep
    return (depthPlace * result.height + height.resultStart + y * height.resultStep) * result.width + width.resultStart
  }
}

extension SpatialWindow {
  /// Calls `body` for the gradient of each phase of the input, of as many as the strides have and the input places.
  func forEachGradientPhase(_ body: (Correlation) -> Void) {
    for z in 0..<min(strides.depth, input.depth) {
      for y in 0..<min(strides.height, input.height) {
        for x in 0..<min(strides.width, input.width) {
          body(Correlation(self, gradientPhase: SpatialExtents(depth: z, height: y, width: x)))
        }
      }
    }
  }
}
