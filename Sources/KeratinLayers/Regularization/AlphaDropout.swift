public import KeratinGraph
public import KeratinKernels

/// In training, sets each element with probability `rate` to what SELU approaches far below 0, −λα, and then scales and shifts all so that
/// mean 0 and variance 1 are kept; else nothing.
///
/// y = a·(x or −λα) + b with a = ((1 − rate)·(1 + rate·(λα)²))^(−½) and b = a·λα·rate. Input of any shape, output of the same.
/// Source: Klambauer, Unterthiner, Mayr, Hochreiter, "Self-Normalizing Neural Networks", NIPS 2017.
public final class AlphaDropout: RandomLayer {
  public let rate: Double
  public let noiseShape: Shape?

  /// - Parameters:
  ///   - rate: in 0..<1.
  ///   - noiseShape: the shape of the mask, which broadcasts to the input's; `nil` in place of an extent is the input's. By default
  ///     each element for itself.
  ///   - seed: makes the masks the same in each run; by default they follow from ``setRandomSeed(_:)``.
  public init(
    _ rate: Double, noiseShape: Shape? = nil, seed: Int? = nil, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.rate, self.noiseShape) = (rate, noiseShape)
    super.init(seed, for: "dropout", name, isTrainable, elementType)
  }

  public override func build(_ input: Shape) throws {
    guard (0..<1).contains(rate) else {
      throw KeratinError(.argument, expected: "a rate in 0..<1", received: "\(rate)")
    }
    try super.build(input)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    guard context.isTraining, rate > 0 else { return x }
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    let shape = try concreteNoiseShape(noiseShape, for: x.shape) ?? x.shape
    let ones = Tensor.ones(shape, elementType: x.elementType)
    let isKept = dropout(ones, rate: rate, key: key, step: try nextStep()) .> 0
    let limit = 1.6732632423543772 * 1.0507009873554805
    let a = 1 / ((1 - rate) * (1 + rate * limit * limit)).squareRoot()
    return which(isKept, x, Tensor(-limit, elementType: x.elementType)) * a + a * limit * rate
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["rate": .double(rate), "noise_shape": noiseShape?.serialized ?? .null]) { $1 }
  }
}

extension AlphaDropout: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config("rate"), noiseShape: try config.optional("noise_shape"), seed: try config.seed())
  }
}
