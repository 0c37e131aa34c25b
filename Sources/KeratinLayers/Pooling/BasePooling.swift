public import KeratinGraph
public import KeratinKernels

/// The base of layers that make one number of each window. Not to be used itself.
public class BasePooling: SpatialLayer, KerasObject {
  /// The window's extents, one for each spatial axis.
  public let poolSize: [Int]
  /// For each spatial axis how far the window moves.
  public let strides: [Int]
  public let padding: Padding

  /// - Parameters:
  ///   - poolSize: the window's extents, one number for all axes or one for each: `2`, `[2, 3]`; 2 by default.
  ///   - strides: how far the window moves from one result to the next; `poolSize` by default.
  ///   - padding: `.valid` by default: the window stays inside; `.same`: as many results as elements, divided by the stride.
  ///   - dataFormat: where the channels stand; `.channelsLast` by default.
  public init(
    poolSize: any PerAxis = 2, strides: (any PerAxis)? = nil, padding: Padding = .valid,
    dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    let rank = Self.spatialRank
    self.poolSize = poolSize.perAxis(rank)
    self.strides = (strides ?? poolSize).perAxis(rank)
    self.padding = padding
    super.init(dataFormat, name, isTrainable, elementType)
  }

  package required convenience init(_ config: ConfigReader) throws {
    let poolSize = try config.perAxis("pool_size", or: 2)
    self.init(
      poolSize: poolSize, strides: config.isNull("strides") ? poolSize : try config.perAxis("strides"),
      padding: try config("padding", or: .valid), dataFormat: try config.dataFormat())
  }

  public override func build(_ input: Shape) throws {
    try check(poolSize, "poolSize")
    try check(strides, "strides")
    try check(padding)
  }

  /// What the layer makes of an input with its channels last.
  func pooled(_ x: Tensor) -> Tensor { x }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor { restored(pooled(channelsLast(x))) }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "pool_size": configPart(poolSize), "strides": configPart(strides), "padding": .string(padding.rawValue),
    ]) { $1 }
  }
}
