import KeratinKernels
import KeratinTestSupport

/// A tensor and the axes over which it is reduced.
struct ReductionForm: Sendable, CustomStringConvertible {
  let shape: Shape
  let axes: [Int]
  /// For each element of the source, in order, where the result lies that it goes into.
  let targets: [Int]
  /// The number of elements in the result.
  let resultCount: Int
  /// The number of elements that become one.
  let reducedCount: Int

  init(_ shape: Shape, _ axes: [Int]) {
    self.shape = shape
    self.axes = axes
    let kept = (0..<shape.rank).filter { !axes.contains($0) }
    resultCount = kept.reduce(1) { $0 * shape[$1] }
    reducedCount = axes.reduce(1) { $0 * shape[$1] }
    var targets: [Int] = []
    forEachIndex(shape.dimensions) { index in
      targets.append(kept.reduce(0) { $0 * shape[$1] + index[$1] })
    }
    self.targets = targets
  }

  var descriptor: Reduction { Reduction(shape, axes: axes) }
  var description: String { "\(shape) over \(axes)" }

  /// The elements that become each element of the result, in order.
  func groups<T>(_ x: [T]) -> [[T]] {
    var groups = [[T]](repeating: [], count: resultCount)
    for (i, target) in targets.enumerated() { groups[target].append(x[i]) }
    return groups
  }

  static let all =
    [1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 129, 1000].map { ReductionForm([$0], [0]) } + [
      ReductionForm([], []), ReductionForm([5], []), ReductionForm([0], [0]), ReductionForm([0, 3], [0]),
      ReductionForm([0, 3], [1]), ReductionForm([3, 0], [1]), ReductionForm([3, 0], [0]),
      ReductionForm([1, 1], [0, 1]),
      ReductionForm([3, 5], [0]), ReductionForm([3, 5], [1]), ReductionForm([3, 5], [0, 1]),
      ReductionForm([5, 1], [1]),
      ReductionForm([4, 3, 5], [0]), ReductionForm([4, 3, 5], [1]), ReductionForm([4, 3, 5], [2]),
      ReductionForm([4, 3, 5], [0, 1]), ReductionForm([4, 3, 5], [0, 2]), ReductionForm([4, 3, 5], [1, 2]),
      ReductionForm([2, 3, 4, 5], [0, 2]), ReductionForm([2, 3, 4, 5], [1, 3]),
      ReductionForm([2, 3, 4, 5], [0, 1, 3]),
      ReductionForm([2, 3, 2, 3, 2], [1, 3]), ReductionForm([3, 2, 3, 2, 3], [0, 2, 4]),
      ReductionForm([33, 17], [0]), ReductionForm([33, 17], [1]), ReductionForm([7, 65], [0]),
      ReductionForm([7, 65], [1]), ReductionForm([30_011], [0]), ReductionForm([257, 131], [0]),
      ReductionForm([257, 131], [1]), ReductionForm([257, 131], [0, 1]), ReductionForm([5003, 7], [0]),
      ReductionForm([5003, 7], [1]), ReductionForm([7, 5003], [0]), ReductionForm([7, 5003], [1]),
      ReductionForm([16, 33, 64], [1]), ReductionForm([16, 33, 64], [0, 2]), ReductionForm([8, 9, 10, 33], [0, 1, 2]),
    ]
}
