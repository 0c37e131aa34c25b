public import KeratinGraph
public import KeratinKernels

/// Its input, whose penalty l1·Σ|x| + l2·Σx², divided by the batch size, is added to the loss.
///
/// Input of any shape, output of the same.
public final class ActivityRegularization: Layer {
  public let l1: Double
  public let l2: Double

  /// - Parameters:
  ///   - l1: at least 0; 0 by default.
  ///   - l2: at least 0; 0 by default.
  public init(
    l1: Double = 0, l2: Double = 0, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    (self.l1, self.l2) = (l1, l2)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    activityRegularizer = .l1l2(l1: l1, l2: l2)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor { x }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    var config = super.config.merging(["l1": .double(l1), "l2": .double(l2)]) { $1 }
    config["activity_regularizer"] = nil
    return config
  }
}

extension ActivityRegularization: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(l1: try config("l1", or: 0), l2: try config("l2", or: 0))
  }
}
