public import KeratinGraph
public import KeratinKernels

/// x where x > 0, α·(eˣ − 1) elsewhere.
///
/// Input of any shape, output of the same.
/// Source: Clevert, Unterthiner, Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear Units", ICLR 2016.
public final class ELU: Layer {
  public let alpha: Double

  /// - Parameter alpha: what the result approaches far below 0, with the other sign; 1 by default.
  public init(
    alpha: Double = 1, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.alpha = alpha
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    ActivationFunction.elu(alpha: alpha)(x)
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] { super.config.merging(["alpha": .double(alpha)]) { $1 } }
}

extension ELU: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(alpha: try config("alpha", or: 1))
  }
}
