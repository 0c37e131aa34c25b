import KeratinKernels
import KeratinTestSupport

/// How far weights and slots in single precision may be from the exact ones after some updates, to first order.
///
/// A weight is rounded with each update, u·|w|, and takes a step Δ whose relative error is at most γ₃₂ and, for Adam, what becomes
/// of the rounding of β in 1 − βᵗ: u·t·βᵗ/(1 − βᵗ) ≤ u/(1 − β) for each β. A slot is a sum of terms like its largest value,
/// each rounded a few times. Errors of earlier updates stay.
struct UpdateBound {
  private let relative: Double
  private let largestStep: Double

  init(_ sample: FixtureCase) throws {
    let betas = ["beta_1", "beta_2"].compactMap { sample.config[$0].double }
    relative = betas.reduce(RoundingBound.gamma(32, Float.self)) { $0 + RoundingBound.unit(Float.self) / (1 - $1) }
    largestStep =
      zip(sample["initial"], sample["weights"]).flatMap { initial, weights in
        (0..<5).flatMap { step in
          zip(step == 0 ? initial.values : weights[step - 1].values, weights[step].values).map { ($1 - $0).magnitude }
        }
      }.max() ?? 0
  }

  func ofWeight(_ expected: FixtureTensor, afterStep step: Int) -> [Double] {
    let largest = expected.values.map(\.magnitude).max() ?? 0
    return expected.values.map { _ in
      Double(step + 1) * (2 * RoundingBound.unit(Float.self) * largest + relative * largestStep)
    }
  }

  func ofSlot(_ expected: FixtureTensor, afterStep step: Int) -> [Double] {
    let largest = expected.values.map(\.magnitude).max() ?? 0
    return expected.values.map { _ in Double(step + 1) * RoundingBound.gamma(32, Float.self) * largest }
  }
}
