internal import KeratinKernels

/// How a window moves over the spatial axes, whatever their extents.
struct WindowRule: Sendable, Hashable {
  /// A number for each spatial axis.
  var strides: [Int]
  var dilations: [Int]
  var edges: Edges

  enum Edges: Sendable, Hashable {
    case padding(Padding)
    /// So many missing elements before the first, and so many results, on each axis.
    case fixed(before: [Int], output: [Int])
  }

  /// The largest number that a window, a stride or a dilation may be.
  static let limit = Int(Int32.max)

  /// What the rule makes of inputs with these spatial extents. Throws where the window does not fit.
  func motion(batch: Int, input: [Int], window: [Int]) throws -> SpatialWindow {
    try check(axes: input.count, window: window)
    let ends = try input.indices.map { try edge(axis: $0, input, window) }
    return SpatialWindow(
      batch: batch, input: SpatialExtents(last: input, missing: 1),
      output: SpatialExtents(last: ends.map(\.output), missing: 1), window: SpatialExtents(last: window, missing: 1),
      strides: SpatialExtents(last: strides, missing: 1), dilations: SpatialExtents(last: dilations, missing: 1),
      padding: SpatialExtents(last: ends.map(\.before), missing: 0))
  }

  /// How many elements a window spans along an axis.
  func reach(_ axis: Int, _ window: [Int]) -> Int { (window[axis] - 1) * dilations[axis] + 1 }

  private func edge(axis: Int, _ input: [Int], _ window: [Int]) throws -> (before: Int, output: Int) {
    let (extent, stride, reach) = (input[axis], strides[axis], reach(axis, window))
    switch edges {
    case .fixed(let before, let output): return (before[axis], output[axis])
    case .padding(.valid):
      guard extent >= reach else {
        let span = dilations[axis] > 1 ? ", which with dilation \(dilations[axis]) spans \(reach)" : ""
        throw KeratinError(
          .shape, expected: "spatial axes at least as long as the window \(window)\(span)",
          received: "spatial extents \(input)", suggestion: "padding: .same, or a smaller window")
      }
      return (0, (extent - reach) / stride + 1)
    case .padding(.same):
      guard extent > 0 else { return (0, 0) }
      let output = (extent - 1) / stride + 1
      // From the last place on, so many elements are there for the last window.
      let last = extent - (output - 1) * stride
      return (max(reach - last, 0) / 2, output)
    case .padding(.causal):
      guard extent > 0 else { return (0, 0) }
      return (reach - 1, (extent - 1) / stride + 1)
    }
  }

  /// Requires a positive number of each kind for every axis.
  func check(axes: Int, window: [Int]) throws {
    for (numbers, what) in [(window, "window"), (strides, "strides"), (dilations, "dilations")] {
      guard numbers.count == axes else {
        throw KeratinError(
          .argument, expected: "one number for \(what), or one for each of \(axes) spatial axes", received: "\(numbers)"
        )
      }
      guard numbers.allSatisfy((1...Self.limit).contains) else {
        throw KeratinError(
          .argument, expected: "\(what) of 1 to \(Self.limit) along each axis", received: "\(numbers)")
      }
    }
    if edges == .padding(.causal), axes != 1 {
      throw KeratinError(
        .argument, expected: "causal padding for sequences, which have one spatial axis",
        received: "\(axes) spatial axes", suggestion: "padding: .same")
    }
  }
}

/// Requires one to three spatial axes between batch and channels.
func requireSpatialAxes(_ type: TensorType) throws {
  try requireFloating(type)
  guard (3...5).contains(type.shape.rank) else {
    throw KeratinError(
      .shape, expected: "a tensor of shape [batch, axes..., channels] with one to three spatial axes",
      received: "shape \(type.shape)")
  }
}

/// Requires the product of the extents, those of 0 counted as 1, to be an `Int`, so that no index or count can overflow.
func requireCountable(_ shape: Shape) throws {
  guard shape.dimensions.map({ max($0, 1) }).reduce(1, Shape.product) < .max else {
    throw KeratinError(.shape, expected: "a tensor whose elements can be counted", received: "shape \(shape)")
  }
}

extension Shape {
  /// The extents between batch and channels.
  var spatial: [Int] { Array(dimensions.dropFirst().dropLast()) }
}

extension SpatialExtents {
  /// The last `count` of the three extents.
  func last(_ count: Int) -> [Int] { Array([depth, height, width].suffix(count)) }
}
