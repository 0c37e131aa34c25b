public import KeratinGraph
public import KeratinKernels

/// In training, adds to each element a normally distributed number with mean 0; else nothing.
///
/// Input of any shape, output of the same. Each call in training draws other numbers.
public final class GaussianNoise: RandomLayer {
  public let stddev: Double

  /// - Parameters:
  ///   - stddev: the noise's standard deviation, in 0...1.
  ///   - seed: makes the noise the same in each run; by default it follows from ``setRandomSeed(_:)``.
  public init(
    _ stddev: Double, seed: Int? = nil, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    self.stddev = stddev
    super.init(seed, for: "noise", name, isTrainable, elementType)
  }

  public override func build(_ input: Shape) throws {
    guard (0...1).contains(stddev) else {
      throw KeratinError(.argument, expected: "a stddev in 0...1", received: "\(stddev)")
    }
    try super.build(input)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    guard context.isTraining, stddev > 0 else { return x }
    let type = x.elementType.isFloating ? x.elementType : elementType
    return x + stddev * Tensor.randomNormal(x.shape, key: key, step: try nextStep(), elementType: type)
  }

  public override var config: [String: ConfigValue] { super.config.merging(["stddev": .double(stddev)]) { $1 } }
}

extension GaussianNoise: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config("stddev"), seed: try config.seed())
  }
}
