public import KeratinGraph
public import KeratinKernels

/// max(x, 0), with a slope below a threshold and a largest value if wanted.
///
/// `maxValue` where x ≥ `maxValue`, x where `threshold` < x < `maxValue`, `negativeSlope`·(x − `threshold`) elsewhere. Input of any shape,
/// output of the same.
public final class ReLU: Layer {
  public let maxValue: Double?
  public let negativeSlope: Double
  public let threshold: Double

  /// - Parameters:
  ///   - maxValue: at least 0; `nil`, the default, for none.
  ///   - negativeSlope: at least 0; 0 by default.
  ///   - threshold: at least 0; 0 by default.
  public init(
    maxValue: Double? = nil, negativeSlope: Double = 0, threshold: Double = 0, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    (self.maxValue, self.negativeSlope, self.threshold) = (maxValue, negativeSlope, threshold)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws {
    let arguments = [("maxValue", maxValue ?? 0), ("negativeSlope", negativeSlope), ("threshold", threshold)]
    for (name, value) in arguments where !(value >= 0) {
      throw KeratinError(.argument, expected: "\(name) to be at least 0", received: "\(value)")
    }
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    rectified(x, maxValue: maxValue, negativeSlope: negativeSlope, threshold: threshold)
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "max_value": maxValue.map { .double($0) } ?? .null, "negative_slope": .double(negativeSlope),
      "threshold": .double(threshold),
    ]) { $1 }
  }
}

extension ReLU: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      maxValue: try config.optional("max_value"), negativeSlope: try config("negative_slope", or: 0),
      threshold: try config("threshold", or: 0))
  }
}
