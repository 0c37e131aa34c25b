internal import KeratinKernels

/// The convolution (to be exact the cross-correlation) of x with kernels:
/// y[n, o, f] = Σ x[n, o·stride + k·dilation − padding, c]·w[k, c, f].
///
/// - Parameters:
///   - x: shape `[batch, axes…, channels]`, with one to three spatial axes.
///   - kernel: w, shape `[window…, channels / groups, filters]`.
///   - strides: how far the window moves from one result to the next: one number or one for each axis; 1 by default.
///   - padding: `.valid` by default; `.causal` for sequences alone.
///   - dilationRate: how far apart the elements are that a window sees; 1 by default.
///   - groups: into how many groups channels and filters are cut, each filter seeing the channels of its group; 1 by default.
/// - Returns: shape `[batch, places…, filters]`.
public func convolve(
  _ x: Tensor, _ kernel: Tensor, strides: any PerAxis = 1, padding: Padding = .valid, dilationRate: any PerAxis = 1,
  groups: Int = 1
) -> Tensor {
  let rule = WindowRule(strides, dilationRate, .padding(padding), for: x)
  let (x, kernel) = Tensor.promoted(x.floating, kernel.floating)
  return apply(Convolve(form: ConvolutionForm(rule: rule, groups: groups)), x, kernel)
}

/// The transposed convolution: each x is spread over the places of a window, which is what the gradient of ``convolve`` does to that
/// of its result.
///
/// - Parameters:
///   - x: shape `[batch, axes…, channels]`, with one to three spatial axes.
///   - kernel: shape `[window…, filters, channels]`.
///   - strides: how far apart the windows of neighbours are; one number or one for each axis, 1 by default.
///   - padding: for an axis of n elements `.valid` (by default) gives (n − 1)·stride + max(reach, stride), `.same` n·stride, where reach =
///     (window − 1)·dilation + 1.
///   - outputPadding: less than the stride. Given, the two are (n − 1)·stride + reach + outputPadding and (n − 1)·stride + reach mod 2 +
///     outputPadding.
///   - dilationRate: how far apart the elements are on which a window is spread; 1 by default.
/// - Returns: shape `[batch, places…, filters]`.
public func convolveTransposed(
  _ x: Tensor, _ kernel: Tensor, strides: any PerAxis = 1, padding: Padding = .valid,
  outputPadding: (any PerAxis)? = nil, dilationRate: any PerAxis = 1
) -> Tensor {
  let rule = WindowRule(strides, dilationRate, .padding(padding), for: x)
  let target = ConvolveInputGradient.Target.transposed(padding, outputPadding: outputPadding?.perAxis(x.rank - 2))
  let (x, kernel) = Tensor.promoted(x.floating, kernel.floating)
  return apply(ConvolveInputGradient(form: ConvolutionForm(rule: rule, groups: 1), target: target), x, kernel)
}

/// The convolution of each channel with kernels of its own: result c·multiplier + m is that of channel c with its kernel m.
///
/// - Parameters:
///   - x: shape `[batch, axes…, channels]`, with one to three spatial axes.
///   - kernel: shape `[window…, channels, multiplier]`.
///   - strides: how far the window moves from one result to the next: one number or one for each axis; 1 by default.
///   - padding: `.valid` by default; `.causal` for sequences alone.
///   - dilationRate: how far apart the elements are that a window sees; 1 by default.
/// - Returns: shape `[batch, places…, channels·multiplier]`.
public func depthwiseConvolve(
  _ x: Tensor, _ kernel: Tensor, strides: any PerAxis = 1, padding: Padding = .valid, dilationRate: any PerAxis = 1
) -> Tensor {
  if let failed = [x, kernel].first(where: { $0.error != nil }) { return failed }
  return kernel.attempting("depthwiseConvolve") {
    let shape = kernel.shape
    guard shape.rank >= 3, shape[-2] == x.shape[-1], shape[-2] > 0 else {
      throw KeratinError(
        .shape, expected: "a kernel of shape [window..., channels, multiplier] for an input of shape \(x.shape)",
        received: "kernel shape \(shape)")
    }
    let grouped = Shape(shape.dimensions.dropLast(2) + [1, Shape.product(shape[-2], shape[-1])])
    return convolve(
      x, kernel.reshaped(to: grouped), strides: strides, padding: padding, dilationRate: dilationRate, groups: shape[-2]
    )
  }
}

/// The largest element of each window, channel by channel; NaN if one is NaN.
///
/// Of several that are the largest, the first has the gradient.
///
/// - Parameters:
///   - x: shape `[batch, axes…, channels]`, with one to three spatial axes.
///   - size: the window's extents: one number or one for each axis.
///   - strides: how far the window moves from one result to the next; `size` by default.
///   - padding: `.valid` by default; `.causal` for sequences alone.
/// - Returns: shape `[batch, places…, channels]`.
public func maxPool(
  _ x: Tensor, size: any PerAxis, strides: (any PerAxis)? = nil, padding: Padding = .valid
) -> Tensor {
  apply(MaxPool(form: PoolingForm(size, strides, padding, for: x)), x.floating)
}

/// The mean of each window, channel by channel; of those elements that are there, where a window reaches over the edge.
///
/// - Parameters:
///   - x: shape `[batch, axes…, channels]`, with one to three spatial axes.
///   - size: the window's extents: one number or one for each axis.
///   - strides: how far the window moves from one result to the next; `size` by default.
///   - padding: `.valid` by default; `.causal` for sequences alone.
/// - Returns: shape `[batch, places…, channels]`.
public func averagePool(
  _ x: Tensor, size: any PerAxis, strides: (any PerAxis)? = nil, padding: Padding = .valid
) -> Tensor {
  apply(AveragePool(form: PoolingForm(size, strides, padding, for: x)), x.floating)
}

extension WindowRule {
  init(_ strides: any PerAxis, _ dilations: any PerAxis, _ edges: Edges, for x: Tensor) {
    self.init(strides: strides.perAxis(x.rank - 2), dilations: dilations.perAxis(x.rank - 2), edges: edges)
  }
}

extension PoolingForm {
  init(_ size: any PerAxis, _ strides: (any PerAxis)?, _ padding: Padding, for x: Tensor) {
    self.init(
      size: size.perAxis(x.rank - 2),
      rule: WindowRule(strides ?? size, 1, .padding(padding), for: x))
  }
}
