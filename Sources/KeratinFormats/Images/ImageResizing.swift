internal import KeratinGraph
internal import KeratinKernels

/// Brings decoded images to one size, with TensorFlow's numbers: half-pixel centres, no antialiasing, computed in Float.
struct ImageResizing: Sendable {
  /// How an image of other proportions is fitted.
  enum Fit: Sendable {
    /// Stretched to the size.
    case stretch
    /// The largest part in the middle that has the proportions, the rest being cut off.
    case crop
    /// As large as it goes, black around it.
    case pad
  }

  let height: Int
  let width: Int
  let interpolation: ImageInterpolation
  let fit: Fit

  /// The image as float32 values 0 to 255, [height, width, channels].
  func resized(_ image: ImagePixels) -> [Float] {
    var part = (top: 0, left: 0, height: image.height, width: image.width)
    switch fit {
    case .stretch: break
    case .pad: return padded(image)
    case .crop:
      let cropHeight = Int(Float(image.width * height) / Float(width))
      let cropWidth = Int(Float(image.height * width) / Float(height))
      part.height = max(min(image.height, cropHeight), 1)
      part.width = max(min(image.width, cropWidth), 1)
      part.top = Int(Float(image.height - part.height) / 2)
      part.left = Int(Float(image.width - part.width) / 2)
    }
    return sampled(image, part, height, width)
  }

  private func padded(_ image: ImagePixels) -> [Float] {
    let ratio = max(Double(image.width) / Double(width), Double(image.height) / Double(height))
    let inner = (
      height: max(min(Int((Double(image.height) / ratio).rounded(.down)), height), 1),
      width: max(min(Int((Double(image.width) / ratio).rounded(.down)), width), 1)
    )
    let small = sampled(image, (0, 0, image.height, image.width), inner.height, inner.width)
    // From the sizes before they are rounded down, as in TensorFlow.
    func margin(_ size: Int, _ own: Int, _ inner: Int) -> Int {
      min(max(Int(((Double(size) - Double(own) / ratio) / 2).rounded(.down)), 0), size - inner)
    }
    let top = margin(height, image.height, inner.height)
    let left = margin(width, image.width, inner.width)
    var result = [Float](repeating: 0, count: height * width * image.channels)
    let rowLength = inner.width * image.channels
    for row in 0..<inner.height {
      let start = ((row + top) * width + left) * image.channels
      result.replaceSubrange(start..<start + rowLength, with: small[row * rowLength..<(row + 1) * rowLength])
    }
    return result
  }

  private typealias Part = (top: Int, left: Int, height: Int, width: Int)

  private func sampled(_ image: ImagePixels, _ part: Part, _ height: Int, _ width: Int) -> [Float] {
    let rows = Taps.along(part.height, height, interpolation)
    let columns = Taps.along(part.width, width, interpolation)
    var result: [Float] = []
    result.reserveCapacity(height * width * image.channels)
    return image.bytes.withUnsafeBufferPointer { bytes in
      for row in rows {
        for column in columns {
          for channel in 0..<image.channels {
            func pixel(_ y: Int, _ x: Int) -> Float {
              Float(bytes[((y + part.top) * image.width + x + part.left) * image.channels + channel])
            }
            result.append(row.value(column, isBilinear: interpolation == .bilinear, pixel))
          }
        }
      }
      return result
    }
  }
}
/// The pixels along one axis that a new pixel is made of, and their weights.
private struct Taps {
  var indices: [Int]
  var weights: [Float]

  static func along(_ count: Int, _ newCount: Int, _ interpolation: ImageInterpolation) -> [Taps] {
    let scale = Float(count) / Float(newCount)
    return (0..<newCount).map { index in
      let center = (Float(index) + 0.5) * scale
      func clamped(_ place: Int) -> Int { min(max(place, 0), count - 1) }
      switch interpolation {
      case .nearest: return Taps(indices: [clamped(Int(center.rounded(.down)))], weights: [1])
      case .bilinear:
        let place = center - 0.5
        let low = place.rounded(.down)
        return Taps(
          indices: [clamped(Int(low)), clamped(Int(place.rounded(.up)))], weights: [1 - (place - low), place - low])
      case .bicubic:
        let place = center - 0.5
        let low = place.rounded(.down)
        // TensorFlow looks the weights up in a table of 1024 steps, and drops pixels beyond the border.
        let offset = ((place - low) * 1024).rounded(.toNearestOrEven) / 1024
        let weights = [1 + offset, offset, 1 - offset, 2 - offset].map(cubic)
        let places = (-1...2).map { Int(low) + $0 }
        let kept = zip(places, weights).map { place, weight in clamped(place) == place ? weight : 0 }
        let sum = kept.reduce(0, +)
        return Taps(indices: places.map(clamped), weights: kept.map { sum == 0 ? $0 : $0 / sum })
      case .area:
        let (start, end) = (Float(index) * scale, Float(index + 1) * scale)
        let places = Int(start.rounded(.down))..<max(Int(end.rounded(.up)), Int(start.rounded(.down)) + 1)
        let weights = places.map { place in (min(Float(place + 1), end) - max(Float(place), start)) / scale }
        return Taps(indices: places.map(clamped), weights: weights)
      }
    }
  }

  /// Keys's cubic convolution with a = −0.5 at distance `x` of 0 to 2.
  private static func cubic(_ x: Float) -> Float {
    x <= 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2
  }

  /// The value where this row of taps meets `column`.
  @inline(__always)
  func value(_ column: Taps, isBilinear: Bool, _ pixel: (Int, Int) -> Float) -> Float {
    if isBilinear {
      // In TensorFlow's order of roundings.
      let top = pixel(indices[0], column.indices[0])
      let topValue = top + (pixel(indices[0], column.indices[1]) - top) * column.weights[1]
      let bottom = pixel(indices[1], column.indices[0])
      let bottomValue = bottom + (pixel(indices[1], column.indices[1]) - bottom) * column.weights[1]
      return topValue + (bottomValue - topValue) * weights[1]
    }
    var sum: Float = 0
    for (y, rowWeight) in zip(indices, weights) {
      var rowSum: Float = 0
      for (x, weight) in zip(column.indices, column.weights) { rowSum += pixel(y, x) * weight }
      sum += rowSum * rowWeight
    }
    return sum
  }
}
