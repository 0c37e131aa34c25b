public import KeratinGraph
public import KeratinKernels

/// In training, sets each element to 0 with probability `rate` and multiplies the others by 1 / (1 − rate); else nothing.
///
/// Input of any shape, output of the same. Each call in training draws another mask: a counter, part of the layer's state but no weight, is the
/// step from which the mask's bits follow.
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, "Dropout", JMLR 15, 2014.
public final class Dropout: Layer {
  public let rate: Double
  public let noiseShape: Shape?
  public let seed: Int?
  private let key: RandomKey
  private let counter = Variable("counter", initializer: .zeros, isTrainable: false)

  /// - Parameters:
  ///   - rate: in 0...1; at 1 all elements become 0.
  ///   - noiseShape: the shape of the mask, which broadcasts to the input's: elements that share an entry of it are kept or
  ///     dropped together. `nil` in place of an extent is the input's. By default each element for itself.
  ///   - seed: makes the masks the same in each run; by default they follow from ``setRandomSeed(_:)``.
  public init(
    _ rate: Double, noiseShape: Shape? = nil, seed: Int? = nil, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.rate, self.noiseShape, self.seed) = (rate, noiseShape, seed)
    key = RandomState.key(seed: seed, for: "dropout")
    counter.isRandomCounter = true
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws {
    guard (0...1).contains(rate) else {
      throw KeratinError(.argument, expected: "a rate in 0...1", received: "\(rate)")
    }
    add(counter, shape: .scalar, elementType: .int32)
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    guard context.isTraining, rate > 0 else { return x }
    let noiseShape = try concreteNoiseShape(for: x.shape)
    let y = dropout(x, rate: rate, key: key, step: counter.value, noiseShape: noiseShape)
    try counter.assign(counter.value + 1)
    return y
  }

  private func concreteNoiseShape(for input: Shape) throws -> Shape? {
    guard var shape = noiseShape else { return nil }
    for axis in shape.dimensions.indices where shape[axis] == Shape.unknown { shape[axis] = input[axis] }
    guard shape.isKnown, Shape.broadcast(shape, input) == input else {
      throw KeratinError(
        .shape, expected: "a noise shape that broadcasts to the input's shape \(input)",
        received: "\(noiseShape ?? shape)", suggestion: "1 for axes along which all is dropped together, else nil")
    }
    return shape
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "rate": .double(rate), "seed": seed.map { .int($0) } ?? .null,
      "noise_shape": noiseShape?.serialized ?? .null,
    ]) { $1 }
  }
}
