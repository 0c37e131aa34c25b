internal import KeratinKernels

/// The pixels along one axis that a new pixel is made of, and their weights.
struct PixelTaps {
  var indices: [Int]
  var weights: [Float]

  static func along(_ count: Int, _ newCount: Int, _ interpolation: ImageInterpolation) -> [PixelTaps] {
    let scale = Float(count) / Float(newCount)
    return (0..<newCount).map { index in
      let center = (Float(index) + 0.5) * scale
      func clamped(_ place: Int) -> Int { min(max(place, 0), count - 1) }
      switch interpolation {
      case .nearest: return PixelTaps(indices: [clamped(Int(center.rounded(.down)))], weights: [1])
      case .bilinear:
        let place = center - 0.5
        let low = place.rounded(.down)
        return PixelTaps(
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
        return PixelTaps(indices: places.map(clamped), weights: kept.map { sum == 0 ? $0 : $0 / sum })
      case .area:
        let (start, end) = (Float(index) * scale, Float(index + 1) * scale)
        let places = Int(start.rounded(.down))..<max(Int(end.rounded(.up)), Int(start.rounded(.down)) + 1)
        let weights = places.map { place in (min(Float(place + 1), end) - max(Float(place), start)) / scale }
        return PixelTaps(indices: places.map(clamped), weights: weights)
      }
    }
  }

  /// Keys's cubic convolution with a = −0.5 at distance `x` of 0 to 2.
  private static func cubic(_ x: Float) -> Float {
    x <= 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2
  }

  /// The value where this row of taps meets `column`.
  @inline(__always)
  func value(_ column: PixelTaps, isBilinear: Bool, _ pixel: (Int, Int) -> Float) -> Float {
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
