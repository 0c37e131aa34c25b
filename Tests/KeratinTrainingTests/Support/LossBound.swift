import KeratinKernels
import KeratinTestSupport

/// How far a loss in single precision may be from the exact one, to first order.
///
/// ``LossSize`` says how far one rounding of every intermediate result moves an entry's loss. The logarithm of 1 − p, of a p kept
/// within 1e-7 of 1, is moved once by u·p/(1 − p) beside. The batch's loss is moved by that times the largest factor w of an entry. A
/// slope g is moved by u·w times its size, by u·|g|, and where it is a quotient by a probability p or 1 − p, w ≥ |g|·p, by
/// u·|g|/p ≤ u·g²/w.
///
/// k roundings make it γₖ in place of u: one for each term of the sums, and 32 for what is done to an element, where a logarithm or
/// exponential, within 4 ULP, counts as eight.
struct LossBound {
  private let gamma: Double
  private let size: LossSize
  private let factor: Double
  private let entries: Double
  private let nearOne: Double

  init(_ sample: FixtureCase) throws {
    let predictions = try sample.tensor("predictions")
    gamma = RoundingBound.gamma(predictions.values.count + 32, Float.self)
    size = try LossSize(sample)
    entries = Double(predictions.values.count)
    let isBinary = sample.className == "BinaryCrossentropy" && sample.config["from_logits"].bool == false
    nearOne = isBinary ? predictions.values.map { $0 / max(1 - $0, 1e-7) }.max() ?? 0 : 0
    let weights = sample["sampleWeight"].first?.values ?? [1]
    let divisor =
      switch sample.config["reduction"].string {
      case nil, "sum": 1.0
      case "mean_with_sample_weight" where !sample["sampleWeight"].isEmpty:
        max((sample.countedWeights ?? weights).reduce(0, +), 1e-300)
      default: Double(try sample.tensor("predictions").shape[0])
      }
    factor = weights.max()! / divisor
  }

  func ofValue(_ value: Double) -> Double {
    gamma * (entries * factor * size.value + value.magnitude) + RoundingBound.unit(Float.self) * factor * nearOne
  }

  func ofSlope(_ slope: Double) -> Double {
    gamma * (factor * size.slope + slope.magnitude + (factor > 0 ? slope * slope / factor : 0))
  }
}

extension FixtureCase {
  /// The weights of the entries that the mask lets count, `nil` if there is no weight or no mask for each.
  fileprivate var countedWeights: [Double]? {
    guard let weights = self["sampleWeight"].first, let mask = self["mask"].first, weights.shape == mask.shape else {
      return nil
    }
    return zip(weights.values, mask.values).map { $0 * $1 }
  }
}
