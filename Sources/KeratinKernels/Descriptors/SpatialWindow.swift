/// How a window moves over the spatial axes of a channels-last tensor `[batch, depth, height, width, channels]`.
///
/// Along each axis place i of the result sees the input at i·stride + k·dilation − padding for k in 0..<window; what lies outside
/// the input is not there.
public struct SpatialWindow: Sendable, Hashable {
  public var batch: Int
  public var input: SpatialExtents
  public var output: SpatialExtents
  public var window: SpatialExtents
  public var strides: SpatialExtents
  public var dilations: SpatialExtents
  /// What is missing before the first element of the input; the extents of the result say what is missing after the last.
  public var padding: SpatialExtents

  public init(
    batch: Int, input: SpatialExtents, output: SpatialExtents, window: SpatialExtents, strides: SpatialExtents,
    dilations: SpatialExtents, padding: SpatialExtents
  ) {
    self.batch = batch
    self.input = input
    self.output = output
    self.window = window
    self.strides = strides
    self.dilations = dilations
    self.padding = padding
  }

  /// Calls `body` with the offsets, in places, of each place of input, result and window that belong together: result by result
  /// in row-major order, for each the window in row-major order. Places outside the input are left out.
  @inlinable
  public func forEachPair(_ body: (_ input: Int, _ output: Int, _ window: Int) -> Void) {
    for n in 0..<batch {
      for oz in 0..<output.depth {
        for oy in 0..<output.height {
          for ox in 0..<output.width {
            let o = ((n * output.depth + oz) * output.height + oy) * output.width + ox
            forEachInput(n, oz, oy, ox) { i, k in body(i, o, k) }
          }
        }
      }
    }
  }

  /// Calls `body` with the places of the input that one place of the result sees, and their places in the window.
  @inlinable
  @inline(__always)
  public func forEachInput(_ n: Int, _ oz: Int, _ oy: Int, _ ox: Int, _ body: (_ input: Int, _ window: Int) -> Void) {
    for kz in 0..<window.depth {
      let z = oz * strides.depth + kz * dilations.depth - padding.depth
      guard z >= 0, z < input.depth else { continue }
      for ky in 0..<window.height {
        let y = oy * strides.height + ky * dilations.height - padding.height
        guard y >= 0, y < input.height else { continue }
        for kx in 0..<window.width {
          let x = ox * strides.width + kx * dilations.width - padding.width
          guard x >= 0, x < input.width else { continue }
          body(
            ((n * input.depth + z) * input.height + y) * input.width + x,
            (kz * window.height + ky) * window.width + kx)
        }
      }
    }
  }
}
