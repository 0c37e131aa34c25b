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
    let rows = PixelTaps.along(part.height, height, interpolation)
    let columns = PixelTaps.along(part.width, width, interpolation)
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
