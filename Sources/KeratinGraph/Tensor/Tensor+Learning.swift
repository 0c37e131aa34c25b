public import KeratinKernels

/// eˣ / Σ eˣ along an axis, without overflow.
public func softmax(_ x: Tensor, axis: Int = -1) -> Tensor {
  x.floating.alongLastAxis(axis, "softmax") { apply(Softmax(), $0) }
}

/// x − log Σ eˣ along an axis, without overflow.
public func logSoftmax(_ x: Tensor, axis: Int = -1) -> Tensor {
  x.floating.alongLastAxis(axis, "logSoftmax") { apply(LogSoftmax(), $0) }
}

/// −log softmax(logits)[label], without overflow.
///
/// - Parameters:
///   - logits: shape `[..., classes]`.
///   - labels: int32, shape `[...]`. One outside the classes is an error where its number is known, else its loss is 0.
/// - Returns: the loss of each row, shape `[...]`.
public func sparseCrossEntropy(logits: Tensor, labels: Tensor) -> Tensor {
  apply(SparseCrossEntropy(), logits, labels)
}

/// −Σ target·log softmax(logits) along the last axis, without overflow.
///
/// - Parameters:
///   - logits: shape `[..., classes]`.
///   - targets: the probability of each class, of the same shape and element type.
/// - Returns: the loss of each row, shape `[...]`.
public func crossEntropy(logits: Tensor, targets: Tensor) -> Tensor {
  let (logits, targets) = Tensor.promoted(logits, targets)
  return apply(CrossEntropy(), logits, targets)
}

/// x / (1 − rate) where a random mask keeps the element, which it does with probability 1 − rate; else 0.
///
/// - Parameters:
///   - x: any shape.
///   - rate: in 0...1.
///   - key: with `step`, decides the mask.
///   - step: an int32 counter; another number, another mask.
///   - noiseShape: a shape that broadcasts to that of `x`; what shares an element of it is kept or dropped together. By default
///     each element for itself.
public func dropout(_ x: Tensor, rate: Double, key: RandomKey, step: Tensor, noiseShape: Shape? = nil) -> Tensor {
  guard let noiseShape, noiseShape != x.shape else { return apply(DropoutOperation(key: key, rate: rate), x, step) }
  let mask = apply(
    DropoutOperation(key: key, rate: rate), Tensor.ones(noiseShape, elementType: x.elementType), step)
  return which(mask .> 0, x * mask, Tensor(0, elementType: x.elementType))
}

/// One step of stochastic gradient descent in Keras's form: with momentum μ, v ← μ·v − lr·g and w ← w + v, or w ← w + μ·v − lr·g
/// (Nesterov, with the new v); without, w ← w − lr·g.
///
/// - Returns: the new weight, and the new velocity if one was given.
public func sgdStep(
  _ w: Tensor, gradient: Tensor, learningRate: Tensor, momentum: Double = 0, nesterov: Bool = false,
  velocity: Tensor? = nil
) -> (w: Tensor, velocity: Tensor?) {
  let step = SGDStep(momentum: velocity == nil ? 0 : momentum, nesterov: nesterov, hasVelocity: velocity != nil)
  let results = apply(
    step, [w, gradient, learningRate.cast(to: w.elementType)] + (velocity.map { [$0] } ?? []))
  return (results[0], velocity == nil ? nil : results[1])
}

/// One step of Adam in Keras's form; see ``AdamUpdate`` for the formula.
///
/// - Parameters:
///   - iterations: int32, the updates made before this one.
///   - largestV: the largest second moment so far, for AMSGrad; else `nil`.
/// - Returns: the new weight and moments.
public func adamStep(
  _ w: Tensor, gradient: Tensor, learningRate: Tensor, iterations: Tensor, m: Tensor, v: Tensor,
  largestV: Tensor? = nil, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-7
) -> (w: Tensor, m: Tensor, v: Tensor, largestV: Tensor?) {
  let step = AdamStep(beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: largestV != nil)
  let results = apply(
    step,
    [w, gradient, learningRate.cast(to: w.elementType), iterations, m, v] + (largestV.map { [$0] } ?? []))
  return (results[0], results[1], results[2], largestV == nil ? nil : results[3])
}

extension Tensor {
  /// The tensor itself, integers and truth values as float32.
  var floating: Tensor { elementType.isFloating ? self : cast(to: .float32) }
}
