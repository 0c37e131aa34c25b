import KeratinGraph
import KeratinKernels

/// A convolution with all that decides its numbers.
struct ConvolutionExample: Sendable, CustomStringConvertible {
  var batch = 2
  /// Extents of the spatial axes.
  let axes: [Int]
  let window: [Int]
  var strides: [Int]? = nil
  var dilations: [Int]? = nil
  var padding = Padding.valid
  var groups = 1
  /// Channels and filters of each group.
  var channels = 2
  var filters = 3

  var input: Shape { Shape([batch] + axes + [groups * channels]) }
  var kernel: Shape { Shape(window + [channels, groups * filters]) }
  var description: String {
    "\(input) with \(kernel), strides \(strides ?? [1]), dilations \(dilations ?? [1]), \(padding), \(groups) groups"
  }

  func convolved(_ x: Tensor, _ w: Tensor) -> Tensor {
    convolve(
      x, w, strides: strides ?? perAxis(1), padding: padding, dilationRate: dilations ?? perAxis(1), groups: groups)
  }

  private func perAxis(_ number: Int) -> [Int] { number.perAxis(axes.count) }

  /// Odd and even windows, all paddings, strides, dilations, both at once, groups, one to three axes, a window larger than the
  /// input, single elements, an empty batch.
  static let all = [
    ConvolutionExample(axes: [7], window: [3]),
    ConvolutionExample(axes: [6], window: [2], padding: .same),
    ConvolutionExample(axes: [7], window: [4], strides: [3], padding: .same),
    ConvolutionExample(axes: [6], window: [3], dilations: [2], padding: .causal),
    ConvolutionExample(axes: [6], window: [2], strides: [2], padding: .causal),
    ConvolutionExample(axes: [2], window: [5], padding: .same),
    ConvolutionExample(axes: [5, 6], window: [3, 2], groups: 2),
    ConvolutionExample(
      axes: [5, 4], window: [3, 3], strides: [2, 1], padding: .same, groups: 3, channels: 1, filters: 2),
    ConvolutionExample(axes: [7, 6], window: [2, 3], dilations: [3, 2]),
    ConvolutionExample(axes: [7, 8], window: [3, 2], strides: [2, 3], dilations: [2, 2], padding: .same),
    ConvolutionExample(axes: [4, 5], window: [1, 1], strides: [3, 2], channels: 5, filters: 1),
    ConvolutionExample(axes: [3, 4, 5], window: [2, 3, 2], strides: [1, 2, 2], padding: .same),
    ConvolutionExample(batch: 1, axes: [3, 3, 3], window: [3, 3, 3], channels: 1, filters: 1),
    ConvolutionExample(batch: 0, axes: [4, 4], window: [3, 3]),
  ]

  /// The same said with slices and products of matrices.
  func defined(_ x: Tensor, _ w: Tensor) -> Tensor {
    let (strides, dilations) = (strides ?? perAxis(1), dilations ?? perAxis(1))
    let reach = axes.indices.map { (window[$0] - 1) * dilations[$0] + 1 }
    let places = axes.indices.map { axis in
      padding == .valid
        ? (axes[axis] - reach[axis]) / strides[axis] + 1 : (axes[axis] + strides[axis] - 1) / strides[axis]
    }
    let margins = axes.indices.map { axis -> (before: Int, after: Int) in
      let total = max((places[axis] - 1) * strides[axis] + reach[axis] - axes[axis], 0)
      let before = padding == .causal ? reach[axis] - 1 : padding == .valid ? 0 : total / 2
      return (before, max(total - before, 0))
    }
    let padded = x.padded([(0, 0)] + margins + [(0, 0)])
    let parts = (0..<groups).map { group in
      let ours = padded.sliced(group * channels..<(group + 1) * channels, axis: -1)
      let weights = w.sliced(group * filters..<(group + 1) * filters, axis: -1)
      let terms = Shape(window).allPositions.map { position in
        let slices = axes.indices.map { axis -> AxisSlice in
          let start = position[axis] * dilations[axis]
          return .range(start: start, end: start + (places[axis] - 1) * strides[axis] + 1, step: strides[axis])
        }
        return ours.sliced([.all] + slices).matmul(weights.sliced(position.map { $0.slice }))
      }
      return terms.dropFirst().reduce(terms[0]) { $0 + $1 }
    }
    return Tensor.concatenated(parts)
  }
}

extension Shape {
  /// The indices of all elements in row-major order.
  fileprivate var allPositions: [[Int]] {
    dimensions.reduce([[]]) { positions, extent in positions.flatMap { p in (0..<extent).map { p + [$0] } } }
  }
}
