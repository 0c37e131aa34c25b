public import KeratinGraph
public import KeratinKernels

/// All axes but the batch as one.
///
/// Input `[batch, …]`, output `[batch, product of the rest]`; a sample without axes becomes one of extent 1.
public final class Flatten: Layer {
  public override init(name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil) {
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(minRank: 1)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    x.reshaped(to: [x.shape[0], x.shape.droppingFirst.count])
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["data_format": "channels_last"]) { $1 }
  }
}

extension Flatten: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    try config.requireChannelsLast()
    self.init()
  }
}
