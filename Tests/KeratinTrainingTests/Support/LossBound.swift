import KeratinKernels
import KeratinTestSupport

/// How far a loss in single precision may be from the exact one, to first order.
///
/// An intermediate result z of one entry's loss ℓ that is rounded by u·|z| moves ℓ by u·|z·∂ℓ/∂z|. With L the largest magnitude
/// among targets and predictions, |z·∂ℓ/∂z| is at most 8L² in a squared difference (2|d|·(|y| + |p|) and d²) and 1 + 2L in a
/// cross-entropy: a probability's logarithm moves by u, a logit's share in it by u·L; that of 1 − p, of a p kept within 1e-7 of
/// 1, once by u·p/(1 − p). The batch's loss is moved by that
/// times the largest factor w of an entry. A slope g is moved by u·w·(1 + 2L), by u·|g|, and where it is a quotient by a
/// probability p or 1 − p, w ≥ |g|·p, by u·|g|/p ≤ u·g²/w.
///
/// k roundings make it γₖ in place of u: one for each term of the sums, and 32 for what is done to an element, where a logarithm or
/// exponential, within 4 ULP, counts as eight.
struct LossBound {
  private let gamma: Double
  private let size: Double
  private let largest: Double
  private let factor: Double
  private let entries: Double
  private let nearOne: Double

  init(_ sample: FixtureCase) throws {
    let predictions = try sample.tensor("predictions")
    gamma = RoundingBound.gamma(predictions.values.count + 32, Float.self)
    largest = (try sample.tensor("targets").values + predictions.values).map(\.magnitude).max() ?? 0
    size = sample.className == "MeanSquaredError" ? 8 * largest * largest : 1 + 2 * largest
    entries = Double(predictions.values.count)
    let isBinary = sample.className == "BinaryCrossentropy" && sample.config["from_logits"].bool == false
    nearOne = isBinary ? predictions.values.map { $0 / max(1 - $0, 1e-7) }.max() ?? 0 : 0
    let weights = sample["sampleWeight"].first?.values ?? [1]
    let divisor =
      switch sample.config["reduction"].string {
      case nil, "sum": 1.0
      case "mean_with_sample_weight" where !sample["sampleWeight"].isEmpty: max(weights.reduce(0, +), 1e-300)
      default: Double(try sample.tensor("predictions").shape[0])
      }
    factor = weights.max()! / divisor
  }

  func ofValue(_ value: Double) -> Double {
    gamma * (entries * factor * size + value.magnitude) + RoundingBound.unit(Float.self) * factor * nearOne
  }

  func ofSlope(_ slope: Double) -> Double {
    gamma * (factor * (1 + 2 * largest) + slope.magnitude + (factor > 0 ? slope * slope / factor : 0))
  }
}
