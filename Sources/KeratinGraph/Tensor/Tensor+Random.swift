public import KeratinKernels

/// Random tensors.
///
/// Without a seed the numbers follow ``setRandomSeed(_:)``, each call giving others; in a trace they are a node, and each run of its plan
/// gives others. With a seed they are always the same.
extension Tensor {
  /// Numbers equally likely everywhere in `low..<high`, the same bits on every backend for 0..<1.
  public static func randomUniform(
    _ shape: Shape, from low: Double = 0, to high: Double = 1, seed: UInt64? = nil,
    elementType: ElementType = .float32
  ) -> Tensor {
    let uniform = KeyAndStep(seed: seed).uniform(shape, elementType)
    return low == 0 && high == 1 ? uniform : uniform * (high - low) + low
  }

  /// Normally distributed numbers, by the method of Box and Muller from numbers with 24 random bits: at most 5.8
  /// deviations from the mean.
  public static func randomNormal(
    _ shape: Shape, mean: Double = 0, deviation: Double = 1, seed: UInt64? = nil,
    elementType: ElementType = .float32
  ) -> Tensor {
    let draw = KeyAndStep(seed: seed)
    let normal = randomNormal(shape, key: draw.key, step: draw.step, elementType: elementType)
    return mean == 0 && deviation == 1 ? normal : normal * deviation + mean
  }

  /// Normally distributed numbers with mean 0 and deviation 1 that follow from a key and an int32 step: for state of one's own.
  public static func randomNormal(
    _ shape: Shape, key: RandomKey, step: Tensor, elementType: ElementType = .float32
  ) -> Tensor {
    func uniform(_ purpose: UInt64) -> Tensor {
      apply(RandomUniform(key: key.folded(purpose), shape: shape, elementType: elementType), step)
    }
    let radius = sqrt(log1p(-uniform(1)) * -2)
    return radius * cos(uniform(2) * (2 * Double.pi))
  }
}

/// The key and step of one call for random numbers.
private struct KeyAndStep {
  let key: RandomKey
  let step: Tensor

  init(seed: UInt64?) {
    guard seed == nil, let draw = try? Trace.current?.draw() else {
      (key, step) = (seed.map { RandomKey(seed: $0) } ?? RandomState.nextKey(), .zero)
      return
    }
    (key, step) = (draw.key, draw.counter.value)
    // The binding of a new int32 variable to its own type cannot fail.
    try? draw.counter.assign(step + 1)
  }

  func uniform(_ shape: Shape, _ elementType: ElementType) -> Tensor {
    apply(RandomUniform(key: key.folded(0), shape: shape, elementType: elementType), step)
  }
}

extension Tensor {
  /// The int32 number 0.
  fileprivate static var zero: Tensor { Tensor(0, elementType: .int32) }
}
