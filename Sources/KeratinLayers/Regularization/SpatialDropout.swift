public import KeratinGraph
public import KeratinKernels

/// The base of layers that drop whole channels of a sample. Not to be used itself.
///
/// Input `[batch, axes…, channels]`, output of the same shape.
public class SpatialDropout: RandomLayer {
  public let rate: Double
  public let dataFormat: DataFormat
  private let spatialRank: Int

  init(
    _ rate: Double, spatialRank: Int, _ dataFormat: DataFormat, _ seed: Int?, _ name: String?, _ isTrainable: Bool,
    _ elementType: ElementType?
  ) {
    (self.rate, self.spatialRank, self.dataFormat) = (rate, spatialRank, dataFormat)
    super.init(seed, for: "dropout", name, isTrainable, elementType)
    inputSpec = InputSpec(rank: spatialRank + 2)
  }

  public override func build(_ input: Shape) throws {
    guard (0...1).contains(rate) else {
      throw KeratinError(.argument, expected: "a rate in 0...1", received: "\(rate)")
    }
    try super.build(input)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    guard context.isTraining, rate > 0 else { return x }
    var channels = x.shape
    for axis in dataFormat.spatialAxes(spatialRank) { channels[axis] = 1 }
    return dropout(x, rate: rate, key: key, step: try nextStep(), noiseShape: channels)
  }

  public override var config: [String: ConfigValue] {
    var config = super.config.merging(["rate": .double(rate)]) { $1 }
    // Keras's initializer does not take it.
    config["trainable"] = nil
    if spatialRank > 1 { config["data_format"] = .string(dataFormat.rawValue) }
    return config
  }
}
