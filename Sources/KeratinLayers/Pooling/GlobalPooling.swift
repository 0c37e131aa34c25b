internal import KeratinGraph
internal import KeratinKernels

/// The base of layers that make one number of each channel. Not to be used itself.
///
/// Input `[batch, axes…, channels]`, output `[batch, channels]`, or with extent 1 in place of each axis.
public class GlobalPooling: Layer {
  /// Whether the axes stay, with extent 1.
  public let keepDims: Bool
  public let dataFormat: DataFormat
  private let spatialRank: Int

  init(
    _ spatialRank: Int, _ dataFormat: DataFormat, _ keepDims: Bool, _ name: String?, _ isTrainable: Bool,
    _ elementType: ElementType?
  ) {
    (self.spatialRank, self.dataFormat, self.keepDims) = (spatialRank, dataFormat, keepDims)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: spatialRank + 2)
  }

  /// The axes that are not batch or channels.
  var spatialAxes: [Int] { dataFormat.spatialAxes(spatialRank) }

  public override var config: [String: ConfigValue] {
    super.config.merging(["keepdims": .bool(keepDims), "data_format": .string(dataFormat.rawValue)]) { $1 }
  }
}

/// A global pooling with the arguments that all have.
protocol PlainGlobalPooling: GlobalPooling, KerasObject {
  init(dataFormat: DataFormat, keepDims: Bool, name: String?, isTrainable: Bool, elementType: ElementType?)
}

extension PlainGlobalPooling {
  package init(_ config: ConfigReader) throws {
    self.init(
      dataFormat: try config.dataFormat(), keepDims: try config("keepdims", or: false), name: nil, isTrainable: true,
      elementType: nil)
  }
}
