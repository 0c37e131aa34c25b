public import KeratinGraph
public import KeratinKernels

/// x·scale + offset.
///
/// Input of any shape, output of the same: pixels 0...255 become 0...1 with a scale of 1/255.
public final class Rescaling: Layer {
  public let scale: Double
  public let offset: Double

  /// - Parameters:
  ///   - scale: what each element is multiplied by.
  ///   - offset: what is then added; 0 by default.
  public init(
    _ scale: Double, offset: Double = 0, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.scale, self.offset) = (scale, offset)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    (x.elementType.isFloating ? x : x.cast(to: elementType)) * scale + offset
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging(["scale": .double(scale), "offset": .double(offset)]) { $1 }
  }
}

extension Rescaling: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config("scale"), offset: try config("offset", or: 0))
  }
}
