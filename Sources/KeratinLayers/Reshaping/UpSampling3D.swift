public import KeratinGraph
public import KeratinKernels

/// Larger volumes: planes, rows and columns several times in a row.
///
/// Input `[batch, planes, rows, columns, channels]`, output of the same rank with each spatial extent multiplied by its size.
public final class UpSampling3D: Layer {
  /// How often each plane, each row and each column.
  public let size: (Int, Int, Int)
  public let dataFormat: DataFormat

  /// - Parameters:
  ///   - size: how often each plane, row and column, at least 1; 2 each by default.
  ///   - dataFormat: where the channels stand; last by default.
  public init(
    size: (Int, Int, Int) = (2, 2, 2), dataFormat: DataFormat = .channelsLast, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    (self.size, self.dataFormat) = (size, dataFormat)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: 5)
  }

  /// - Parameters:
  ///   - size: how often each plane, row and column, at least 1.
  ///   - dataFormat: where the channels stand; last by default.
  public convenience init(
    size: Int, dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.init(
      size: (size, size, size), dataFormat: dataFormat, name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws { try checkUpSampling([size.0, size.1, size.2]) }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    zip(dataFormat.spatialAxes(3), [size.0, size.1, size.2]).reduce(x) { $0.repeated($1.1, axis: $1.0) }
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "size": [.int(size.0), .int(size.1), .int(size.2)], "data_format": .string(dataFormat.rawValue),
    ]) { $1 }
  }
}

extension UpSampling3D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let size = try config.sizes("size", or: 2, count: 3)
    self.init(size: (size[0], size[1], size[2]), dataFormat: try config.dataFormat())
  }
}
