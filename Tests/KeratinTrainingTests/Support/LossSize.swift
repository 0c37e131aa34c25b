import Foundation
import KeratinTestSupport

/// By how many units u the loss of an entry, and its slope, move when everything on the way to them is rounded once, u being
/// the unit of rounding.
///
/// A result z on the way moves a loss ℓ by u·|z·∂ℓ/∂z|; `value` is a bound of the sum of these, from the largest magnitude L among
/// targets y and predictions p. `slope` is the same for the slope, without what is in proportion to the slope itself.
struct LossSize {
  let value: Double
  let slope: Double

  init(_ sample: FixtureCase) throws {
    let (y, p) = (sample["targets"].flatMap(\.values), sample["predictions"].flatMap(\.values))
    let config = sample.config
    let largest = (y + p).map(\.magnitude).max() ?? 0
    // Labels 0 stand for −1.
    let label = max(largest, 1)
    // The logarithm of what is at least 1e-7 is at most 16.2 in magnitude, or L above 1.
    let logarithm = max(16.2, largest)
    let smallest = p.map(\.magnitude).min() ?? 0
    let gamma = config["gamma"].double ?? 0
    // The least of p and 1 − p; a sigmoid or softmax of n logits is at least e⁻²ᴸ/n.
    let least =
      config["from_logits"].bool == true
      ? exp(-2 * largest) / Double(try sample.tensor("predictions").shape.last ?? 1)
      : p.map { max(min($0, 1 - $0), 1e-7) }.min() ?? 1
    switch sample.className ?? "" {
    case "MeanSquaredError":
      // 2|d|·(|y| + |p|) and d², d ≤ 2L.
      (value, slope) = (8 * largest * largest, 1 + 2 * largest)
    case "MeanAbsolutePercentageError":
      // 100/m·(|p| + |y| + |d|·|y|/m + |d|), m = max(|y|, 1e-7).
      let divisor = y.map { max($0.magnitude, 1e-7) }.min() ?? 1
      (value, slope) = (800 * largest / divisor, 0)
    case "MeanSquaredLogarithmicError":
      // Two logarithms, each at most log(1 + L) ≤ L and moved by that and by 2; their difference, doubled in the slope.
      (value, slope) = (8 * largest * (1 + largest), 8 + 4 * largest)
    case "Huber":
      let delta = sample.settings["delta"].double ?? 1
      (value, slope) = (8 * largest * largest + delta * delta, 1 + 2 * largest)
    case "LogCosh", "LogCoshError":
      // d ≤ 2L, the softplus of −2d, its sum with d, log 2.
      (value, slope) = (3 + 8 * largest, 3 + 2 * largest)
    case "KLDivergence": (value, slope) = (3 + 2 * logarithm, 0)
    case "Poisson": (value, slope) = (largest * (4 + 2 * logarithm), 1)
    case "CosineSimilarity":
      // Parts of vectors of length 1; in the slope divided by the length of p, which no part of p exceeds.
      (value, slope) = (4, 4 / smallest)
    case "Hinge": (value, slope) = (1 + 4 * label * label, 0)
    case "SquaredHinge":
      // 2h·Δh + h² and 2|y|·Δh, where h ≤ 1 + M² and Δh ≤ 1 + 4M².
      let square = label * label
      (value, slope) = ((1 + square) * (3 + 9 * square), 2 * label * (1 + 4 * square))
    case "CategoricalHinge": (value, slope) = (1 + 9 * label * label, 0)
    case "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy":
      // The power, moved by γ, times a logarithm, moved by 1 and by p/(1 − p); the derivative of either times the other.
      (value, slope) = (
        1 + 2 * largest + (gamma + 2) * logarithm + 1 / least,
        logarithm * (gamma + 2 * gamma * gamma) + (1 + gamma) / least
      )
    case "Dice", "Tversky":
      // Quotients of sums, the divisor at least min(α, β)·Σp.
      let (alpha, beta) = (config["alpha"].double ?? 0.5, config["beta"].double ?? 0.5)
      let divisor = min(alpha, beta, 1) * smallest
      (value, slope) = (4 / divisor, 4 * (1 + alpha + beta) / divisor)
    default:
      // An absolute difference; a probability's logarithm moved by u, a logit's share in it by u·L.
      (value, slope) = (1 + 2 * largest, 1 + 2 * largest)
    }
  }
}
