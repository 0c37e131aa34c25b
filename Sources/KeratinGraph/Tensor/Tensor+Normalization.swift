/// Each channel, a place on the last axis, brought to mean 0 and variance 1 over all other axes, then scaled and moved:
/// y = (x − mean) / √(variance + ε)·γ + β.
///
/// - Parameters:
///   - x: `[…, channels]`.
///   - gamma: γ, `[channels]`.
///   - beta: β, `[channels]`.
///   - epsilon: ε, added to variances.
/// - Returns: y of the shape of x, and the mean and the variance 1/N·Σ(x − mean)² of each channel.
public func batchNormalized(
  _ x: Tensor, gamma: Tensor, beta: Tensor, epsilon: Double, file: StaticString = #fileID, line: UInt = #line
) -> (y: Tensor, mean: Tensor, variance: Tensor) {
  let (x, gamma) = Tensor.promoted(x.floating, gamma)
  let inputs = [x, gamma, beta.cast(to: gamma.elementType)]
  let results = apply(BatchNormalize(epsilon: epsilon), inputs, site: CallSite(file, line))
  return (results[0], results[1], results[2])
}
