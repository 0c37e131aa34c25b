public import KeratinGraph
public import KeratinKernels

/// In training, sets each element to 0 with probability `rate` and multiplies the others by 1 / (1 − rate); else nothing.
///
/// Input of any shape, output of the same. Each call in training draws another mask: a counter, part of the layer's state but no weight, is the
/// step from which the mask's bits follow.
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout", JMLR 15, 2014.
public final class Dropout: RandomLayer {
  public let rate: Double
  public let noiseShape: Shape?

  /// - Parameters:
  ///   - rate: in 0...1; at 1 all elements become 0.
  ///   - noiseShape: the shape of the mask, which broadcasts to the input's: elements that share an entry of it are kept or
  ///     dropped together. `nil` in place of an extent is the input's. By default each element for itself.
  ///   - seed: makes the masks the same in each run; by default they follow from ``setRandomSeed(_:)``.
  public init(
    _ rate: Double, noiseShape: Shape? = nil, seed: Int? = nil, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.rate, self.noiseShape) = (rate, noiseShape)
    super.init(seed, for: "dropout", name, isTrainable, elementType)
  }

  public override func build(_ input: Shape) throws {
    guard (0...1).contains(rate) else {
      throw KeratinError(.argument, expected: "a rate in 0...1", received: "\(rate)")
    }
    try super.build(input)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    guard context.isTraining, rate > 0 else { return x }
    let noiseShape = try concreteNoiseShape(noiseShape, for: x.shape)
    return dropout(x, rate: rate, key: key, step: try nextStep(), noiseShape: noiseShape)
  }

  public override var config: [String: ConfigValue] {
    super.config.merging(["rate": .double(rate), "noise_shape": noiseShape?.serialized ?? .null]) { $1 }
  }
}

extension Dropout: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(try config("rate"), noiseShape: try config.optional("noise_shape"), seed: try config.seed())
  }
}
