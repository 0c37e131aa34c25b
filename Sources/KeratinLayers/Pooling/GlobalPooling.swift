internal import KeratinGraph
internal import KeratinKernels

/// The base of layers that make one number of each channel. Not to be used itself.
///
/// Input `[batch, axes…, channels]`, output `[batch, channels]`, or with extent 1 in place of each axis.
public class GlobalPooling: Layer {
  /// Whether the axes stay, with extent 1.
  public let keepDims: Bool
  private let spatialRank: Int

  init(
    _ spatialRank: Int, _ keepDims: Bool, _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?
  ) {
    (self.spatialRank, self.keepDims) = (spatialRank, keepDims)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(rank: spatialRank + 2)
  }

  /// The axes between batch and channels.
  var spatialAxes: [Int] { Array(1..<(spatialRank + 1)) }

  public override var config: [String: ConfigValue] {
    super.config.merging(["keepdims": .bool(keepDims), "data_format": "channels_last"]) { $1 }
  }
}

/// A global pooling with the arguments that all have.
protocol PlainGlobalPooling: GlobalPooling, KerasObject {
  init(keepDims: Bool, name: String?, isTrainable: Bool, elementType: ElementType?)
}

extension PlainGlobalPooling {
  package init(_ config: ConfigReader) throws {
    try config.requireChannelsLast()
    self.init(keepDims: try config("keepdims", or: false), name: nil, isTrainable: true, elementType: nil)
  }
}
