public import KeratinGraph
public import KeratinKernels

/// x where x ≥ 0, a multiple of it elsewhere.
///
/// Input of any shape, output of the same.
/// Source: Maas, Hannun, Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models", ICML 2013.
public final class LeakyReLU: Layer {
  public let negativeSlope: Double

  /// - Parameter negativeSlope: the factor of negative numbers, at least 0; 0.3 by default. (Of the activation `.leakyReLU` it is 0.2.)
  public init(
    negativeSlope: Double = 0.3, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.negativeSlope = negativeSlope
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws {
    guard negativeSlope >= 0 else {
      throw KeratinError(.argument, expected: "negativeSlope to be at least 0", received: "\(negativeSlope)")
    }
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    ActivationFunction.leakyReLU(negativeSlope: negativeSlope)(x)
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging(["negative_slope": .double(negativeSlope)]) { $1 }
  }
}

extension LeakyReLU: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(negativeSlope: try config("negative_slope", or: 0.3))
  }
}
