public import KeratinGraph
public import KeratinKernels

/// Larger volumes: planes, rows and columns several times in a row.
///
/// Input `[batch, planes, rows, columns, channels]`, output of the same rank with each spatial extent multiplied by its size.
public final class UpSampling3D: Layer {
  /// How often each plane, each row and each column.
  public let size: (Int, Int, Int)

  /// - Parameter size: how often each plane, row and column, at least 1; 2 each by default.
  public init(
    size: (Int, Int, Int) = (2, 2, 2), name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.size = size
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: 5)
  }

  /// - Parameter size: how often each plane, row and column, at least 1.
  public convenience init(
    size: Int, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.init(size: (size, size, size), name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws { try checkUpSampling([size.0, size.1, size.2]) }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    x.repeated(size.0, axis: 1).repeated(size.1, axis: 2).repeated(size.2, axis: 3)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "size": [.int(size.0), .int(size.1), .int(size.2)], "data_format": "channels_last",
    ]) { $1 }
  }
}

extension UpSampling3D: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    try config.requireChannelsLast()
    let size = try config.sizes("size", or: 2, count: 3)
    self.init(size: (size[0], size[1], size[2]))
  }
}
