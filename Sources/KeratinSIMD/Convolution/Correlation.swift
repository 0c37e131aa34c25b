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

  init(depth: CorrelationAxis, height: CorrelationAxis, width: CorrelationAxis) {
    self.depth = depth
    self.height = height
    self.width = width
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

  /// The rows along the width of `source`, margins counted, from the first to the last that some rows of results see.
  func sourceRows(of rows: Range<Int>, _ source: PaddedSource) -> Range<Int> {
    var (first, last) = (Int.max, -1)
    for index in rows {
      let (n, inImage) = index.quotientAndRemainder(dividingBy: rowCount)
      let (z, y) = inImage.quotientAndRemainder(dividingBy: height.places)
      let seen = height.taps(at: y)
      if seen.isEmpty || depth.taps == 0 { continue }
      let plane = n * source.padded.depth + z * depth.stride + depth.tapStart + source.low.depth
      let line = y * height.stride + height.tapStart + source.low.height
      first = min(first, plane * source.padded.height + line + seen.lowerBound * height.tapStep)
      last = max(
        last, (plane + depth.reach) * source.padded.height + line + (seen.upperBound - 1) * height.tapStep)
    }
    return first <= last ? first..<last + 1 : 0..<0
  }

  /// The place in a result of these extents where a row of image `n` begins.
  func resultStart(_ n: Int, _ row: Int, _ result: SpatialExtents) -> Int {
    let (z, y) = row.quotientAndRemainder(dividingBy: max(1, height.places))
    let depthPlace = n * result.depth + depth.resultStart + z * depth.resultStep
    return (depthPlace * result.height + height.resultStart + y * height.resultStep) * result.width + width.resultStart
  }
}

extension SpatialWindow {
  /// One axis of the gradient by those places of the input that are `phase` modulo the stride.
  private func gradientAxis(_ phase: Int, _ extent: (SpatialExtents) -> Int) -> CorrelationAxis {
    CorrelationAxis(
      phase: phase, input: extent(input), output: extent(output), window: extent(window), stride: extent(strides),
      dilation: extent(dilations), padding: extent(padding))
  }

  /// The phases of an axis: as many as the stride has and the input places.
  private func phases(_ extent: (SpatialExtents) -> Int) -> Range<Int> { 0..<min(extent(strides), extent(input)) }

  /// Calls `body` for the gradient of each phase of the input that some tap sees.
  func forEachGradientPhase(_ body: (Correlation) -> Void) {
    for z in phases(\.depth) {
      let depth = gradientAxis(z, \.depth)
      guard depth.taps > 0 else { continue }
      for y in phases(\.height) {
        let height = gradientAxis(y, \.height)
        guard height.taps > 0 else { continue }
        for x in phases(\.width) {
          let width = gradientAxis(x, \.width)
          if width.taps > 0 { body(Correlation(depth: depth, height: height, width: width)) }
        }
      }
    }
  }

  /// True if there are places of the input that no tap sees.
  var leavesInputUnseen: Bool {
    func isUnseen(_ extent: (SpatialExtents) -> Int) -> Bool {
      phases(extent).contains { gradientAxis($0, extent).taps == 0 }
    }
    return isUnseen(\.depth) || isUnseen(\.height) || isUnseen(\.width)
  }

  /// How far the taps of the gradient by the input reach before and after the output.
  var gradientMargin: (low: SpatialExtents, high: SpatialExtents) {
    func margin(_ extent: (SpatialExtents) -> Int) -> (low: Int, high: Int) {
      phases(extent).reduce(into: (0, 0)) { margin, phase in
        let axis = gradientAxis(phase, extent)
        margin = (max(margin.0, axis.low), max(margin.1, axis.high))
      }
    }
    let (depth, height, width) = (margin(\.depth), margin(\.height), margin(\.width))
    return (
      SpatialExtents(depth: depth.low, height: height.low, width: width.low),
      SpatialExtents(depth: depth.high, height: height.high, width: width.high)
    )
  }
}
