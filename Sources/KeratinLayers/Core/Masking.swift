public import KeratinGraph
public import KeratinKernels

/// A sequence with a mask: steps whose elements are all equal to a value are set to 0 and do not count.
///
/// Input `[batch, time, …, features]`, output of the same shape, whose mask `[batch, time, …]` is true where any feature differs from the value.
/// Layers that use masks, losses and metrics leave the other steps out.
public final class Masking: Layer {
  public let maskValue: Double

  /// - Parameter maskValue: what the elements of padding are; 0 by default.
  public init(
    maskValue: Double = 0, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.maskValue = maskValue
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(minRank: 2)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    let mask = (x .!= maskValue).any(axes: [-1])
    return which(mask.expandingDimension(at: -1), x, Tensor(0, elementType: x.elementType)).withMask(mask)
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging(["mask_value": .double(maskValue)]) { $1 }
  }
}

extension Masking: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(maskValue: try config("mask_value", or: 0))
  }
}
