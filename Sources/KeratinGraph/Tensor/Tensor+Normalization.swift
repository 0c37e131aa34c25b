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

/// The elements along the last axes brought to mean 0 and variance 1, then scaled and moved: y = (x − mean) / √(variance + ε)·γ + β.
///
/// - Parameters:
///   - x: any shape that ends in that of γ.
///   - gamma: γ, with the shape of the axes that are normalized.
///   - beta: β, of the same shape.
///   - epsilon: ε, added to variances.
///   - centers: true by default; if false, the mean counts as 0 and x is divided by its root mean square.
/// - Returns: y of the shape of x, and the means and the variances 1/N·Σ(x − mean)², whose shape is that of the other axes.
public func layerNormalized(
  _ x: Tensor, gamma: Tensor, beta: Tensor, epsilon: Double, centers: Bool = true, file: StaticString = #fileID,
  line: UInt = #line
) -> (y: Tensor, mean: Tensor, variance: Tensor) {
  let (x, gamma) = Tensor.promoted(x.floating, gamma)
  let inputs = [x, gamma, beta.cast(to: gamma.elementType)]
  let results = apply(LayerNormalize(epsilon: epsilon, centers: centers), inputs, site: CallSite(file, line))
  return (results[0], results[1], results[2])
}
