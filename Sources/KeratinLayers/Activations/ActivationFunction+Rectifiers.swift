internal import KeratinGraph
internal import KeratinKernels

/// Relatives of max(x, 0).
extension ActivationFunction {
  /// min(max(x, 0), 6).
  public static let relu6 = ActivationFunction("relu6", isKeras: true) { $0.clamped(min: 0, max: 6) }
  /// x where x ≥ 0, 0.2·x elsewhere. (The layer ``LeakyReLU`` has the slope 0.3.)
  public static let leakyReLU: ActivationFunction = leakyReLU(negativeSlope: 0.2)
  /// x where x > 0, eˣ − 1 elsewhere.
  public static let elu: ActivationFunction = elu(alpha: 1)
  /// λ·x where x > 0, λ·α·(eˣ − 1) elsewhere, with λ = 1.0507… and α = 1.6733…, for which mean 0 and variance 1 are kept.
  ///
  /// Source: Klambauer, Unterthiner, Mayr, Hochreiter, "Self-Normalizing Neural Networks", NIPS 2017.
  public static let selu = ActivationFunction("selu", isKeras: true) {
    exponentialLinear($0, alpha: 1.6732632423543772) * 1.0507009873554805
  }
  /// max(x, 0) + min(eˣ − 1, 0).
  public static let celu: ActivationFunction = celu(alpha: 1)

  /// max(x, 0), with a slope below a threshold and a largest value if wanted; as the layer ``ReLU``.
  ///
  /// - Parameters:
  ///   - negativeSlope: the slope below the threshold; 0 by default.
  ///   - maxValue: the largest result; `nil`, the default, for none.
  ///   - threshold: below which there is nothing but the slope; 0 by default.
  public static func relu(negativeSlope: Double = 0, maxValue: Double? = nil, threshold: Double = 0) -> Self {
    Self("relu", isKeras: negativeSlope == 0 && maxValue == nil && threshold == 0) {
      rectified($0, maxValue: maxValue, negativeSlope: negativeSlope, threshold: threshold)
    }
  }

  /// x where x ≥ 0, a multiple of it elsewhere.
  ///
  /// - Parameter negativeSlope: the factor of negative numbers; 0.2 by default.
  public static func leakyReLU(negativeSlope: Double = 0.2) -> Self {
    Self("leaky_relu", isKeras: negativeSlope == 0.2) { which($0 .>= 0, $0, $0 * negativeSlope) }
  }

  /// x where x > 0, α·(eˣ − 1) elsewhere.
  ///
  /// Source: Clevert, Unterthiner, Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear Units", ICLR 2016.
  ///
  /// - Parameter alpha: what the result approaches far below 0, with the other sign; 1 by default.
  public static func elu(alpha: Double = 1) -> Self {
    Self("elu", isKeras: alpha == 1) { exponentialLinear($0, alpha: alpha) }
  }

  /// x where x > 0, α·(e^(x/α) − 1) elsewhere: smooth at 0 for any α.
  ///
  /// Source: Barron, "Continuously Differentiable Exponential Linear Units", 2017.
  ///
  /// - Parameter alpha: what the result approaches far below 0, with the other sign; not 0, 1 by default.
  public static func celu(alpha: Double = 1) -> Self {
    Self("celu", isKeras: alpha == 1) { x in
      let negative = nonpositive(x)
      return which(x .> 0, x, expm1(negative / alpha) * alpha)
    }
  }

  /// x where x > threshold, a fixed number elsewhere.
  ///
  /// - Parameters:
  ///   - threshold: above which x is kept.
  ///   - defaultValue: what stands in place of the others.
  public static func threshold(_ threshold: Double, defaultValue: Double) -> Self {
    Self("threshold", isKeras: false) { x in which(x .> threshold, x, Tensor.zeros(like: x) + defaultValue) }
  }

  /// x where it is not positive, 0 elsewhere: a branch that is not taken must not overflow, or its gradient is NaN.
  private static func nonpositive(_ x: Tensor) -> Tensor { which(x .> 0, Tensor.zeros(like: x), x) }

  private static func exponentialLinear(_ x: Tensor, alpha: Double) -> Tensor {
    which(x .> 0, x, expm1(nonpositive(x)) * alpha)
  }
}

/// `maxValue` where x ≥ `maxValue`, x where `threshold` < x < `maxValue`, `negativeSlope`·(x − `threshold`) elsewhere.
func rectified(_ x: Tensor, maxValue: Double?, negativeSlope: Double, threshold: Double) -> Tensor {
  var y = threshold == 0 ? relu(x) : which(x .> threshold, x, Tensor.zeros(like: x))
  if let maxValue { y = minimum(y, maxValue) }
  return negativeSlope == 0 ? y : y - negativeSlope * relu(threshold - x)
}
