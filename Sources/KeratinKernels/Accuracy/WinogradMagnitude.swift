/// What bounds the rounding of convolutions by Winograd's algorithm (``ConvolutionMethod/winograd``).
///
/// y = Aᵀ[(G·g·Gᵀ) ⊙ (Bᵀ·d·B)]·A, summed over channels, is a sum of products of sums. In floating point each of its steps is a sum of
/// at most so many terms whose products with ±1 and ±½ are exact, so that with n the roundings that a term goes through
///
///     |fl(y) − y| ≤ γₙ·|Aᵀ|·[(|G|·|g|·|Gᵀ|) ⊙ (|Bᵀ|·|d|·|B|)]·|A|
///
/// in any order of adding up, as for a plain sum of products (``RoundingBound``). These functions compute the right-hand side but for γₙ:
/// unlike Σ|g||d| it holds for each place products with all taps and with places that its neighbours see.
///
/// All tensors are dense, and as ``SpatialKernels`` has them; the convolution must be one that ``ConvolutionMethod/winograd`` fits.
public enum WinogradMagnitude {
  /// n for a convolution over so many channels (for the gradient by the input: filters): two roundings of d, four of g, four in the end.
  public static func terms(_ channels: Int) -> Int { channels + 10 }

  /// n for the gradient by the kernels: two roundings of d, two of dy, four in the end.
  public static func kernelGradientTerms(_ convolution: Convolution) -> Int { tileCount(convolution.window) + 8 }

  /// The magnitude of each place of ``SpatialKernels/convolve(_:_:_:into:_:)``.
  public static func convolve<T: FloatingScalar>(
    _ x: Span<T>, _ w: Span<T>, _ convolution: Convolution, into y: inout MutableSpan<T>
  ) {
    let (channels, filters) = (convolution.channels, convolution.filters)
    let window = convolution.window
    let kernels = transformedKernels(channels, filters) { tap, c, f in
      w[(tap * channels + c) * filters + f].asDouble.magnitude
    }
    correlate(x, kernels, channels, filters, window, window.input, window.output, window.padding, into: &y)
  }

  /// The magnitude of each place of ``SpatialKernels/convolveInputGradient(_:_:_:into:_:)``: a convolution of dy with the kernels turned
  /// round.
  public static func convolveInputGradient<T: FloatingScalar>(
    _ dy: Span<T>, _ w: Span<T>, _ convolution: Convolution, into dx: inout MutableSpan<T>
  ) {
    let (channels, filters) = (convolution.channels, convolution.filters)
    let window = convolution.window
    let kernels = transformedKernels(filters, channels) { tap, f, c in
      w[((8 - tap) * channels + c) * filters + f].asDouble.magnitude
    }
    let padding = SpatialExtents(
      depth: 0, height: 2 - window.padding.height, width: 2 - window.padding.width)
    correlate(dy, kernels, filters, channels, window, window.output, window.input, padding, into: &dx)
  }

  /// The magnitude of each element of ``SpatialKernels/convolveKernelGradient(_:_:_:into:_:)``.
  public static func convolveKernelGradient<T: FloatingScalar>(
    _ x: Span<T>, _ dy: Span<T>, _ convolution: Convolution, into dw: inout MutableSpan<T>
  ) {
    let (channels, filters) = (convolution.channels, convolution.filters)
    let window = convolution.window
    var sums = [Double](repeating: 0, count: 16 * channels * filters)
    var input = [Double](repeating: 0, count: 16 * channels)
    var gradient = [Double](repeating: 0, count: 16 * filters)
    forEachTile(window.batch, window.output) { n, row, column in
      read(x, n, row - window.padding.height, column - window.padding.width, channels, window.input, 4, into: &input)
      transform(&input, channels, WinogradMagnitude.input)
      read(dy, n, row, column, filters, window.output, 2, into: &gradient)
      transform(&gradient, filters, WinogradMagnitude.gradient)
      for element in 0..<16 {
        for c in 0..<channels {
          let factor = input[element * channels + c]
          let start = (element * channels + c) * filters
          for f in 0..<filters { sums[start + f] += factor * gradient[element * filters + f] }
        }
      }
    }
    let count = channels * filters
    for i in 0..<count {
      var tile = (0..<16).map { sums[$0 * count + i] }
      transform(&tile, 1, WinogradMagnitude.kernelGradient)
      for tap in 0..<9 { dw[tap * count + i] = T(rounding: tile[tap / 3 * 4 + tap % 3]) }
    }
  }
}

/// |Bᵀ|, |G|, |Aᵀ|, |A| and |Gᵀ|, filled up with zeros.
extension WinogradMagnitude {
  fileprivate typealias Matrix = [[Double]]
  fileprivate static let input: Matrix = [[1, 0, 1, 0], [0, 1, 1, 0], [0, 1, 1, 0], [0, 1, 0, 1]]
  fileprivate static let kernel: Matrix = [[1, 0, 0, 0], [0.5, 0.5, 0.5, 0], [0.5, 0.5, 0.5, 0], [0, 0, 1, 0]]
  fileprivate static let result: Matrix = [[1, 1, 1, 0], [0, 1, 1, 1], [0, 0, 0, 0], [0, 0, 0, 0]]
  fileprivate static let gradient: Matrix = [[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 0, 0], [0, 1, 0, 0]]
  fileprivate static let kernelGradient: Matrix = [
    [1, 0.5, 0.5, 0], [0, 0.5, 0.5, 0], [0, 0.5, 0.5, 1], [0, 0, 0, 0],
  ]
}

private func tileCount(_ window: SpatialWindow) -> Int {
  window.batch * ((window.output.height + 1) / 2) * ((window.output.width + 1) / 2)
}

/// Calls `body` with the image, row and column of the first place of each tile.
private func forEachTile(_ batch: Int, _ places: SpatialExtents, _ body: (_ n: Int, _ row: Int, _ column: Int) -> Void)
{
  for n in 0..<batch {
    for row in stride(from: 0, to: places.height, by: 2) {
      for column in stride(from: 0, to: places.width, by: 2) { body(n, row, column) }
    }
  }
}

/// The transformed magnitudes of `terms` × `columns` kernels, element by element.
private func transformedKernels(
  _ terms: Int, _ columns: Int, _ magnitude: (_ tap: Int, _ term: Int, _ column: Int) -> Double
) -> [Double] {
  let count = terms * columns
  var kernels = [Double](repeating: 0, count: 16 * count)
  for tap in 0..<9 {
    for term in 0..<terms {
      for column in 0..<columns {
        kernels[(tap / 3 * 4 + tap % 3) * count + term * columns + column] = magnitude(tap, term, column)
      }
    }
  }
  transform(&kernels, count, WinogradMagnitude.kernel)
  return kernels
}

/// The magnitudes of a correlation of x with transformed kernels.
private func correlate<T: FloatingScalar>(
  _ x: Span<T>, _ kernels: [Double], _ terms: Int, _ columns: Int, _ window: SpatialWindow, _ source: SpatialExtents,
  _ places: SpatialExtents, _ padding: SpatialExtents, into y: inout MutableSpan<T>
) {
  var input = [Double](repeating: 0, count: 16 * terms)
  var sums = [Double](repeating: 0, count: 16 * columns)
  for n in 0..<window.batch {
    for row in stride(from: 0, to: places.height, by: 2) {
      for column in stride(from: 0, to: places.width, by: 2) {
        read(x, n, row - padding.height, column - padding.width, terms, source, 4, into: &input)
        transform(&input, terms, WinogradMagnitude.input)
        for i in sums.indices { sums[i] = 0 }
        for element in 0..<16 {
          for term in 0..<terms {
            let factor = input[element * terms + term]
            let start = (element * terms + term) * columns
            for f in 0..<columns { sums[element * columns + f] += factor * kernels[start + f] }
          }
        }
        transform(&sums, columns, WinogradMagnitude.result)
        for i in 0..<min(2, places.height - row) {
          for j in 0..<min(2, places.width - column) {
            let place = (n * places.height + row + i) * places.width + column + j
            for f in 0..<columns { y[place * columns + f] = T(rounding: sums[(4 * i + j) * columns + f]) }
          }
        }
      }
    }
  }
}

/// The magnitudes of a tile's `size` × `size` places in the corner of a 4 × 4 tile, zeros where there are none.
private func read<T: FloatingScalar>(
  _ x: Span<T>, _ n: Int, _ row: Int, _ column: Int, _ channels: Int, _ extents: SpatialExtents, _ size: Int,
  into tile: inout [Double]
) {
  for i in 0..<4 {
    for j in 0..<4 {
      let (y, z) = (row + i, column + j)
      let isThere = i < size && j < size && 0..<extents.height ~= y && 0..<extents.width ~= z
      let place = (n * extents.height + y) * extents.width + z
      for c in 0..<channels {
        tile[(4 * i + j) * channels + c] = isThere ? x[place * channels + c].asDouble.magnitude : 0
      }
    }
  }
}

/// Each of `count` tiles times `matrix` from the left and its transpose from the right; element e of tile i is `tiles[e·count + i]`.
private func transform(_ tiles: inout [Double], _ count: Int, _ matrix: WinogradMagnitude.Matrix) {
  for isRow in [false, true] {
    for line in 0..<4 {
      for i in 0..<count {
        func place(_ k: Int) -> Int { (isRow ? 4 * line + k : 4 * k + line) * count + i }
        let (a, b, c, d) = (tiles[place(0)], tiles[place(1)], tiles[place(2)], tiles[place(3)])
        for k in 0..<4 {
          let row = matrix[k]
          tiles[place(k)] = row[0] * a + row[1] * b + row[2] * c + row[3] * d
        }
      }
    }
  }
}
