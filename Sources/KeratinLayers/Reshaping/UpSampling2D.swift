public import KeratinGraph
public import KeratinKernels

/// Larger images: rows and columns several times in a row.
///
/// Input `[batch, rows, columns, channels]`, output `[batch, rows·size.0, columns·size.1, channels]`.
public final class UpSampling2D: Layer {
  /// How often each row, and how often each column.
  public let size: (Int, Int)
  public let interpolation: Interpolation
  public let dataFormat: DataFormat

  /// - Parameters:
  ///   - size: how often each row and each column, at least 1; 2 each by default.
  ///   - dataFormat: where the channels stand; last by default.
  ///   - interpolation: `.nearest` by default.
  public init(
    size: (Int, Int) = (2, 2), dataFormat: DataFormat = .channelsLast, interpolation: Interpolation = .nearest,
    name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.size, self.dataFormat, self.interpolation) = (size, dataFormat, interpolation)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: 4)
  }

  /// - Parameters:
  ///   - size: how often each row and column, at least 1.
  ///   - dataFormat: where the channels stand; last by default.
  ///   - interpolation: `.nearest` by default.
  public convenience init(
    size: Int, dataFormat: DataFormat = .channelsLast, interpolation: Interpolation = .nearest, name: String? = nil,
    isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.init(
      size: (size, size), dataFormat: dataFormat, interpolation: interpolation, name: name, isTrainable: isTrainable,
      elementType: elementType)
  }

  public override func build(_ input: Shape) throws { try checkUpSampling([size.0, size.1]) }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    let axes = dataFormat.spatialAxes(2)
    if interpolation == .nearest { return x.repeated(size.0, axis: axes[0]).repeated(size.1, axis: axes[1]) }
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    let rows = interpolation.resized(x, axis: axes[0], to: Shape.product(x.shape[axes[0]], size.0))
    return interpolation.resized(rows, axis: axes[1], to: Shape.product(x.shape[axes[1]], size.1))
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "size": [.int(size.0), .int(size.1)], "data_format": .string(dataFormat.rawValue),
      "interpolation": .string(interpolation.rawValue),
    ]) { $1 }
  }
}

extension UpSampling2D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let size = try config.sizes("size", or: 2, count: 2)
    self.init(
      size: (size[0], size[1]), dataFormat: try config.dataFormat(),
      interpolation: try config("interpolation", or: .nearest))
  }
}
