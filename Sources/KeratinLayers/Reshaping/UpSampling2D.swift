public import KeratinGraph
public import KeratinKernels

/// Larger images: rows and columns several times in a row.
///
/// Input `[batch, rows, columns, channels]`, output `[batch, rows·size.0, columns·size.1, channels]`.
public final class UpSampling2D: Layer {
  /// How often each row, and how often each column.
  public let size: (Int, Int)
  public let interpolation: Interpolation

  /// How the pixels between those of the input are found.
  public enum Interpolation: String, Sendable {
    /// Each is the nearest of the input.
    case nearest
    /// Each is a mean of the four around it, weighted by nearness, with the pixels' centres at half numbers.
    case bilinear
  }

  /// - Parameters:
  ///   - size: how often each row and each column, at least 1; 2 each by default.
  ///   - interpolation: `.nearest` by default.
  public init(
    size: (Int, Int) = (2, 2), interpolation: Interpolation = .nearest, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.size, self.interpolation) = (size, interpolation)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: 4)
  }

  /// - Parameters:
  ///   - size: how often each row and column, at least 1.
  ///   - interpolation: `.nearest` by default.
  public convenience init(
    size: Int, interpolation: Interpolation = .nearest, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.init(
      size: (size, size), interpolation: interpolation, name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws { try checkUpSampling([size.0, size.1]) }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    switch interpolation {
    case .nearest: return x.repeated(size.0, axis: 1).repeated(size.1, axis: 2)
    case .bilinear:
      // Both are products with a matrix of weights: W_r·X·W_cᵀ for each channel.
      let x = x.elementType.isFloating ? x : x.cast(to: elementType)
      let planes = x.transposed(axes: [0, 3, 1, 2])
      let columns = planes.matmul(weights(x.shape[2], size.1, x.elementType), transposeB: true)
      let rows = columns.transposed(axes: [0, 1, 3, 2])
        .matmul(weights(x.shape[1], size.0, x.elementType), transposeB: true)
      return rows.transposed(axes: [0, 3, 2, 1])
    }
  }

  /// The weight of each of `extent` elements in each of `extent`·`factor` results, whose rows sum to 1.
  private func weights(_ extent: Int, _ factor: Int, _ type: ElementType) -> Tensor {
    let centre = (Tensor.arange(extent * factor).cast(to: .float64) + 0.5) / Double(factor) - 0.5
    let place = centre.clamped(min: 0, max: Double(extent - 1)).expandingDimension(at: 1)
    let distance = abs(place - Tensor.arange(extent).cast(to: .float64))
    return (1 - distance).clamped(min: 0).cast(to: type)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "size": [.int(size.0), .int(size.1)], "data_format": "channels_last",
      "interpolation": .string(interpolation.rawValue),
    ]) { $1 }
  }
}
