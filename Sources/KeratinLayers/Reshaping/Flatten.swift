public import KeratinGraph
public import KeratinKernels

/// All axes but the batch as one.
///
/// Input `[batch, …]`, output `[batch, product of the rest]`; a sample without axes becomes one of extent 1.
public final class Flatten: Layer {
  public let dataFormat: DataFormat

  /// - Parameter dataFormat: where the channels stand, which in any case become the fastest of the result's order; last by default.
  public init(
    dataFormat: DataFormat = .channelsLast, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.dataFormat = dataFormat
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(minRank: 1)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    let isLast = dataFormat == .channelsLast || x.rank < 3
    let x = isLast ? x : x.transposed(axes: [0] + Array(2..<x.rank) + [1])
    return x.reshaped(to: [x.shape[0], x.shape.droppingFirst.count])
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["data_format": .string(dataFormat.rawValue)]) { $1 }
  }
}

extension Flatten: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(dataFormat: try config.dataFormat())
  }
}
