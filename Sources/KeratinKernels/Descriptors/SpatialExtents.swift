/// One number for each of three spatial axes: depth, height, width. Images have a depth of 1, sequences a height of 1 too.
public struct SpatialExtents: Sendable, Hashable {
  public var depth: Int
  public var height: Int
  public var width: Int

  public init(depth: Int = 1, height: Int = 1, width: Int) {
    self.depth = depth
    self.height = height
    self.width = width
  }

  /// The last of up to three numbers is that of the width; `missing` stands for those that are not there.
  public init(last numbers: [Int], missing: Int) {
    depth = numbers.count > 2 ? numbers[numbers.count - 3] : missing
    height = numbers.count > 1 ? numbers[numbers.count - 2] : missing
    width = numbers.last ?? missing
  }

  /// The product of the three.
  public var count: Int { depth * height * width }
}
