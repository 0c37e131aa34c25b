internal import KeratinGraph
public import KeratinKernels

/// The base of layers that draw random numbers in training: a key, and a counter that makes each call draw others.
///
/// The counter is part of the layer's state but no weight. Not to be used itself.
public class RandomLayer: Layer, RandomKeyed {
  public let seed: Int?
  public var key: RandomKey
  private let counter = Variable("counter", initializer: .zeros, isTrainable: false)

  init(
    _ seed: Int?, for purpose: String, _ name: String?, _ isTrainable: Bool, _ elementType: ElementType?
  ) {
    self.seed = seed
    key = RandomState.key(seed: seed, for: purpose)
    counter.isRandomCounter = true
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws { add(counter, shape: .scalar, elementType: .int32) }

  /// The step of this call; the next one's is another.
  func nextStep() throws -> Tensor {
    let step = counter.value
    try counter.assign(step + 1)
    return step
  }

  /// The shape of a mask for an input: `shape` with the input's extents where it has none. Throws where it does not broadcast.
  func concreteNoiseShape(_ wanted: Shape?, for input: Shape) throws -> Shape? {
    guard let wanted else { return nil }
    var shape = wanted
    for axis in shape.dimensions.indices where shape[axis] == Shape.unknown && axis < input.rank {
      shape[axis] = input[axis]
    }
    guard shape.isKnown, Shape.broadcast(shape, input) == input else {
      throw KeratinError(
        .shape, expected: "a noise shape that broadcasts to the input's shape \(input)", received: "\(wanted)",
        suggestion: "1 for axes along which all is dropped together, else nil")
    }
    return shape
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging(["seed": seed.map { .int($0) } ?? .null]) { $1 }
  }
}
