import KeratinKernels
import KeratinTestSupport

/// Two operands' shapes and the one that they broadcast to.
struct BroadcastForm: Sendable, CustomStringConvertible {
  let a: Shape
  let b: Shape
  let result: Shape
  /// For each element of the result, in order, where it lies in a and in b.
  private let positionsA: [Int]
  private let positionsB: [Int]

  init(_ a: Shape, _ b: Shape) {
    self.a = a
    self.b = b
    result = Shape.broadcast(a, b)!
    positionsA = BroadcastForm.positions(a.dimensions, in: result.dimensions)
    positionsB = BroadcastForm.positions(b.dimensions, in: result.dimensions)
  }

  /// The elements of the first operand as they stand in the result.
  func widenedA<T>(_ elements: [T]) -> [T] { positionsA.map { elements[$0] } }
  /// The elements of the second operand as they stand in the result.
  func widenedB<T>(_ elements: [T]) -> [T] { positionsB.map { elements[$0] } }

  /// Where each element of a tensor of extents `result` is read in one of `extents`: trailing axes aligned, an axis of
  /// extent 1 read at 0.
  private static func positions(_ extents: [Int], in result: [Int]) -> [Int] {
    var positions: [Int] = []
    forEachIndex(result) { index in
      var position = 0
      for (axis, extent) in extents.enumerated() {
        position = position * extent + (extent == 1 ? 0 : index[index.count - extents.count + axis])
      }
      positions.append(position)
    }
    return positions
  }

  var description: String { "\(a) and \(b)" }

  /// Every way in which operands are read: alike, a single number, a row, a column, both stretched, a middle axis,
  /// axes in turn, nothing at all; large ones that are cut into pieces.
  static let all = [
    BroadcastForm([], []),
    BroadcastForm([1], []),
    BroadcastForm([17], [17]),
    BroadcastForm([33], []),
    BroadcastForm([1], [65]),
    BroadcastForm([3, 5], [3, 5]),
    BroadcastForm([5, 7], [7]),
    BroadcastForm([7], [5, 7]),
    BroadcastForm([5, 7], [5, 1]),
    BroadcastForm([5, 1], [1, 7]),
    BroadcastForm([1, 19], [4, 1]),
    BroadcastForm([2, 3, 4], [2, 1, 4]),
    BroadcastForm([3, 1, 5], [3, 4, 1]),
    BroadcastForm([2, 1, 4, 1], [1, 3, 1, 5]),
    BroadcastForm([2, 1, 3, 1, 2], [4, 1, 1, 2]),
    BroadcastForm([0], [0]),
    BroadcastForm([0], []),
    BroadcastForm([0, 3], [3]),
    BroadcastForm([3, 0], [3, 1]),
    BroadcastForm([30_011], [30_011]),
    BroadcastForm([30_011], [1]),
    BroadcastForm([151, 257], [257]),
    BroadcastForm([151, 257], [151, 1]),
    BroadcastForm([1, 257], [151, 1]),
    BroadcastForm([10_001, 3], [3]),
    BroadcastForm([3, 10_001], [3, 1]),
    BroadcastForm([32, 32, 31], [32, 1, 31]),
  ]
}
