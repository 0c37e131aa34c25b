import KeratinKernels
import KeratinTestSupport

/// A view into memory as it is written down, before a ``StridedCopy`` merges its axes.
struct StridedView: Sendable, CustomStringConvertible {
  let description: String
  let extents: [Int]
  let strides: [Int]
  let offset: Int
  let sourceCount: Int
  /// For each element of the view, in order, where it lies in the source.
  let positions: [Int]

  init(_ description: String, _ extents: [Int], strides: [Int], offset: Int = 0, of sourceCount: Int) {
    self.description = "\(description) \(extents)"
    self.extents = extents
    self.strides = strides
    self.offset = offset
    self.sourceCount = sourceCount
    var positions: [Int] = []
    forEachIndex(extents) { index in
      positions.append(zip(index, strides).reduce(offset) { $0 + $1.0 * $1.1 })
    }
    self.positions = positions
  }

  /// The axes of a dense tensor in another order.
  init(transposing shape: Shape, _ order: [Int]) {
    self.init(
      "transposition", order.map { shape[$0] }, strides: order.map { shape.strides[$0] }, of: shape.count)
  }

  var descriptor: StridedCopy {
    StridedCopy(extents: extents, strides: strides, offset: offset, sourceCount: sourceCount)
  }

  static let all =
    [0, 1, 2, 15, 17, 64, 1000, 30_011].map { StridedView("run", [$0], strides: [1], of: $0) } + [
      StridedView("single element", [], strides: [], offset: 3, of: 5),
      StridedView("run from the middle", [33], strides: [1], offset: 5, of: 50),
      StridedView("block of rows", [3, 7], strides: [7, 1], offset: 14, of: 70),
      StridedView("window", [3, 5], strides: [9, 1], offset: 10, of: 63),
      StridedView("large window", [150, 131], strides: [257, 1], offset: 259, of: 152 * 257),
      StridedView("every third", [17], strides: [3], of: 51),
      StridedView("column", [19], strides: [23], offset: 4, of: 437),
      StridedView("every second row and column", [4, 5], strides: [22, 2], of: 88),
      StridedView("diagonal", [13], strides: [14], of: 169),
      StridedView("flip", [37], strides: [-1], offset: 36, of: 37),
      StridedView("flip of every second", [8], strides: [-2], offset: 15, of: 16),
      StridedView("flip of the rows", [5, 33], strides: [-33, 1], offset: 132, of: 165),
      StridedView("flip of the columns", [5, 33], strides: [33, -1], offset: 32, of: 165),
      StridedView("flip of both", [5, 33], strides: [-33, -1], offset: 164, of: 165),
      StridedView("large flip", [30_011], strides: [-1], offset: 30_010, of: 30_011),
      StridedView("repeated element", [1000], strides: [0], offset: 2, of: 4),
      StridedView("repeated row", [5, 19], strides: [0, 1], of: 19),
      StridedView("repeated column", [5, 19], strides: [1, 0], of: 5),
      StridedView("repeated middle axis", [3, 4, 17], strides: [17, 0, 1], of: 51),
      StridedView("large repeated row", [300, 101], strides: [0, 1], of: 101),
      StridedView("large repeated column", [300, 101], strides: [1, 0], of: 300),
      StridedView("overlapping windows", [29, 5], strides: [1, 1], of: 33),
      StridedView("large overlapping windows", [2001, 15], strides: [2, 1], of: 4015),
      StridedView("no rows", [0, 5], strides: [5, 1], of: 0),
      StridedView("no columns", [5, 0], strides: [9, 1], of: 45),
      StridedView(transposing: [1, 9], [1, 0]),
      StridedView(transposing: [5, 7], [1, 0]),
      StridedView(transposing: [16, 16], [1, 0]),
      StridedView(transposing: [64, 48], [1, 0]),
      StridedView(transposing: [257, 129], [1, 0]),
      StridedView(transposing: [3, 4, 5], [0, 2, 1]),
      StridedView(transposing: [3, 4, 5], [1, 0, 2]),
      StridedView(transposing: [3, 4, 5], [1, 2, 0]),
      StridedView(transposing: [3, 4, 5], [2, 0, 1]),
      StridedView(transposing: [3, 4, 5], [2, 1, 0]),
      StridedView(transposing: [7, 33, 65], [2, 0, 1]),
      StridedView(transposing: [2, 17, 6, 31], [0, 2, 1, 3]),
      StridedView(transposing: [2, 3, 4, 5, 6], [4, 2, 0, 3, 1]),
      StridedView(transposing: [3, 1, 5, 1], [3, 2, 1, 0]),
    ]
}
