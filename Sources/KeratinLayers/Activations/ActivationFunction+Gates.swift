internal import KeratinGraph
internal import KeratinKernels

/// Functions that multiply or shrink x by a function of itself.
extension ActivationFunction {
  /// x / (1 + e⁻ˣ).
  ///
  /// Source: Ramachandran, Zoph, Le, "Searching for Activation Functions", 2017.
  public static let silu = ActivationFunction("silu", isKeras: true) { $0 * KeratinGraph.sigmoid($0) }
  /// Another name of ``silu``.
  public static let swish = silu
  /// x·min(max(x + 3, 0), 6) / 6.
  public static let hardSilu = ActivationFunction("hard_silu", isKeras: true) { $0 * piecewiseSigmoid($0) }
  /// Another name of ``hardSilu``.
  public static let hardSwish = hardSilu
  /// x·Φ(x), with the distribution function Φ of the normal distribution.
  public static let gelu: ActivationFunction = gelu(approximate: false)
  /// x·tanh(log(1 + eˣ)).
  ///
  /// Source: Misra, "Mish: A Self Regularized Non-Monotonic Activation Function", BMVC 2020.
  public static let mish = ActivationFunction("mish", isKeras: true) {
    $0 * KeratinGraph.tanh(KeratinGraph.softplus($0))
  }
  /// The first half of the last axis times the sigmoid of the second.
  public static let glu: ActivationFunction = glu(axis: -1)
  /// x − tanh x.
  public static let tanhShrink = ActivationFunction("tanh_shrink", isKeras: true) { $0 - KeratinGraph.tanh($0) }
  /// x brought nearer to 0 by 0.5, and 0 where it is as near.
  public static let softShrink: ActivationFunction = softShrink(threshold: 0.5)
  /// x where |x| > 0.5, 0 elsewhere.
  public static let hardShrink: ActivationFunction = hardShrink(threshold: 0.5)

  /// x·Φ(x), with the distribution function Φ of the normal distribution.
  ///
  /// Far below 0 the error of Φ, u/2, is absolute: what remains of x·Φ(x) there has fewer digits.
  /// Source: Hendrycks, Gimpel, "Gaussian Error Linear Units", 2016.
  ///
  /// - Parameter approximate: true for x·(1 + tanh(√(2/π)·(x + 0.044715·x³))) / 2; false by default.
  public static func gelu(approximate: Bool = false) -> Self {
    guard approximate else { return Self("gelu", isKeras: true) { $0 * (erf($0 * 0.7071067811865476) + 1) * 0.5 } }
    return Self("gelu", isKeras: false) { x in
      x * (KeratinGraph.tanh((x + 0.044715 * (x * x * x)) * 0.7978845608028654) + 1) * 0.5
    }
  }

  /// The first half of an axis times the sigmoid of the second; that axis becomes half as long.
  ///
  /// Source: Dauphin, Fan, Auli, Grangier, "Language Modeling with Gated Convolutional Networks", ICML 2017.
  ///
  /// - Parameter axis: of an even extent; the last by default.
  public static func glu(axis: Int = -1) -> Self {
    Self("glu", isKeras: axis == -1) { x in
      let halves = x.split(into: 2, axis: axis)
      return halves[0] * KeratinGraph.sigmoid(halves[1])
    }
  }

  /// x − λ where x > λ, x + λ where x < −λ, 0 between.
  ///
  /// - Parameter threshold: λ, 0.5 by default.
  public static func softShrink(threshold: Double = 0.5) -> Self {
    Self("soft_shrink", isKeras: threshold == 0.5) { x in
      which(x .> threshold, x - threshold, which(x .< -threshold, x + threshold, Tensor.zeros(like: x)))
    }
  }

  /// x where |x| > λ, 0 elsewhere.
  ///
  /// - Parameter threshold: λ, 0.5 by default.
  public static func hardShrink(threshold: Double = 0.5) -> Self {
    Self("hard_shrink", isKeras: threshold == 0.5) { x in which(abs(x) .> threshold, x, Tensor.zeros(like: x)) }
  }
}
