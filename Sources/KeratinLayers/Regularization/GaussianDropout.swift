public import KeratinGraph
public import KeratinKernels

/// In training, multiplies each element by a normally distributed number with mean 1 and deviation √(rate / (1 − rate)); else nothing.
///
/// Input of any shape, output of the same. Mean and variance of the factors are those of ``Dropout`` with that rate.
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout", JMLR 15, 2014.
public final class GaussianDropout: RandomLayer {
  public let rate: Double

  /// - Parameters:
  ///   - rate: in 0..<1.
  ///   - seed: makes the factors the same in each run; by default they follow from ``setRandomSeed(_:)``.
  public init(
    _ rate: Double, seed: Int? = nil, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.rate = rate
    super.init(seed, for: "noise", name, isTrainable, elementType)
  }

  public override func build(_ input: Shape) throws {
    guard (0..<1).contains(rate) else {
      throw KeratinError(.argument, expected: "a rate in 0..<1", received: "\(rate)")
    }
    try super.build(input)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    guard context.isTraining, rate > 0 else { return x }
    let type = x.elementType.isFloating ? x.elementType : elementType
    let normal = Tensor.randomNormal(x.shape, key: key, step: try nextStep(), elementType: type)
    return x * (normal * (rate / (1 - rate)).squareRoot() + 1)
  }

  public override var config: [String: ConfigValue] { super.config.merging(["rate": .double(rate)]) { $1 } }
}

extension GaussianDropout: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config("rate"), seed: try config.seed())
  }
}
