internal import KeratinGraph
internal import KeratinKernels

/// What a layer demands of an input's shape.
public struct InputSpec: Sendable {
  /// The number of axes, if it must be one certain number.
  public var rank: Int?
  /// The least number of axes.
  public var minRank: Int?
  /// Extents that certain axes must have.
  public var axes: [Int: Int]

  public init(rank: Int? = nil, minRank: Int? = nil, axes: [Int: Int] = [:]) {
    self.rank = rank
    self.minRank = minRank
    self.axes = axes
  }

  /// Throws where `shape` does not meet the demands.
  func check(_ shape: Shape) throws {
    if let rank, shape.rank != rank {
      throw KeratinError(.shape, expected: "an input with \(rank) axes, batch included", received: "shape \(shape)")
    }
    if let minRank, shape.rank < minRank {
      throw KeratinError(
        .shape, expected: "an input with at least \(minRank) axes, batch included", received: "shape \(shape)",
        suggestion: "expandingDimension(at:) on the input")
    }
    for (axis, extent) in axes.sorted(by: { $0.key < $1.key })
    where shape[axis] != extent && shape[axis] != Shape.unknown {
      throw KeratinError(
        .shape, expected: "an input whose axis \(axis) has extent \(extent), as when the layer was built",
        received: "shape \(shape)")
    }
  }
}
