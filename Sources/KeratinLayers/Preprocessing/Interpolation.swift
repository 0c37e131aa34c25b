internal import KeratinGraph
internal import KeratinKernels

/// How the pixels of an image of another size are found, with pixels' centres at half numbers.
public enum Interpolation: String, Sendable, Hashable, CaseIterable {
  /// Each is the nearest of the image.
  case nearest
  /// Each is a mean of the four around it, weighted by nearness.
  case bilinear
  /// Each is a mean of the sixteen around it, weighted by Keys's cubic function with a = −0.5.
  case bicubic

  /// `x` with `extent` elements along `axis`, counted from the front.
  ///
  /// - Parameter antialias: whether a smaller image is made of all pixels of the larger one; not for `.nearest`.
  func resized(_ x: Tensor, axis: Int, to extent: Int, antialias: Bool = false) -> Tensor {
    let count = x.shape[axis]
    if count == extent { return x }
    let places = (Tensor.arange(extent).cast(to: .float64) + 0.5) * (Double(count) / Double(extent))
    if self == .nearest { return x.gathering(floor(places).cast(to: .int32), axis: axis) }
    // A product with a matrix of weights: axes before as batches, those behind as columns.
    let before = Shape(Array(x.shape.dimensions[..<axis]))
    let behind = Shape(Array(x.shape.dimensions[(axis + 1)...]))
    let scale = antialias ? Double(Swift.max(count, extent)) / Double(extent) : 1
    let distance = abs(places.expandingDimension(at: 1) - 0.5 - Tensor.arange(count).cast(to: .float64)) / scale
    let raw = weight(distance)
    let weights = (raw / raw.sum(axis: 1, keepDims: true)).cast(to: x.elementType)
    return weights.matmul(x.reshaped(to: [before.count, count, behind.count]))
      .reshaped(to: Shape(before.dimensions + [extent] + behind.dimensions))
  }

  /// The weight of a pixel so far away, in pixels; not yet such that those of one result sum to 1.
  private func weight(_ distance: Tensor) -> Tensor {
    let linear = (1 - distance).clamped(min: 0)
    guard self == .bicubic else { return linear }
    let near = (1.5 * distance - 2.5) * distance * distance + 1
    let far = ((-0.5 * distance + 2.5) * distance - 4) * distance + 2
    return which(distance .< 1, near, which(distance .< 2, far, Tensor(0, elementType: .float64)))
  }
}
