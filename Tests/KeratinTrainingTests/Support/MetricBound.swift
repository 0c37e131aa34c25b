import Foundation
import KeratinKernels
import KeratinTestSupport

/// How far a metric in single precision may be from the exact one, to first order: γ, one rounding for each term of the sums and 32
/// for what is done to an element, times what the metric's kind makes of it.
struct MetricBound {
  private let gamma: Double
  private let sample: FixtureCase
  private let largest: Double
  private let largestWeight: Double
  private let entries: Double

  init(_ sample: FixtureCase) {
    self.sample = sample
    let count = sample["predictions"].reduce(0) { $0 + $1.values.count }
    gamma = RoundingBound.gamma(count + 32, Float.self)
    entries = Double(count)
    largest = (sample["predictions"] + sample["targets"]).flatMap(\.values).map(\.magnitude).max() ?? 0
    largestWeight = sample["sampleWeight"].flatMap(\.values).max() ?? 1
  }

  func of(_ value: Double) throws -> Double {
    let relative = gamma * value.magnitude
    switch sample.className ?? "" {
    case "Sum": return relative + gamma * entries * largestWeight * largest
    case "Mean": return relative + 2 * gamma * largest
    case "RootMeanSquaredError":
      // The mean square, moved by 8L², through the slope of its root.
      return relative + 4 * gamma * largest * largest / value
    case "R2Score":
      // The residual and the sums that the variance is the difference of; an adjusted score moves by (n − 1)/(n − p − 1) as much.
      let freedom = sample.config["num_regressors"].int == 0 ? 1.0 : entries
      return relative + gamma * freedom
        * (1 + 4 * (1 + (1 - value).magnitude) * largestRatio { $0.squares / $0.variance })
    case "AUC":
      // At most as many steps as predictions; the rates at the ends of each, their slopes and logarithms, moved by 16 parts.
      let steps = 16 * gamma * (entries + 1)
      guard sample.config["curve"].string != "PRGAIN" else {
        return steps * (1 + largestRatio { $0.weight / $0.least })
      }
      return steps * largestRatio { $0.weight / $0.positive }
    case "MeanAbsoluteError", "MeanAbsolutePercentageError", "MeanSquaredLogarithmicError", "LogCoshError",
      "CosineSimilarity", "KLDivergence", "Poisson", "Hinge", "SquaredHinge", "CategoricalHinge":
      // A mean over samples is as near as the largest loss of one, a sum of its entries'.
      let width = Double(try sample.tensor("predictions").shape.dropFirst().reduce(1, *))
      return relative + gamma * width * (try LossSize(sample).value)
    default:
      // Squared differences, cross-entropies, shares of samples: as near as the largest single one of them, weight 1.
      return relative + gamma * (1 + 2 * largest + 8 * largest * largest)
    }
  }

  /// Weighted sums over one column of what was taken in up to some batch.
  private struct Sums {
    var weight = 0.0
    var positive = 0.0
    var least = Double.infinity
    var squares = 0.0
    var sum = 0.0
    var variance: Double { squares - sum * sum / weight }
  }

  /// The largest quotient of two sums over a column, or over all columns, after any batch.
  private func largestRatio(_ ratio: (Sums) -> Double) -> Double {
    let isTogether = sample.className == "AUC" && sample.config["multi_label"].bool == false
    let labelWeights = sample.config["label_weights"].array?.compactMap(\.double)
    var columns: [Int: Sums] = [:]
    var result = 1.0
    for (batch, targets) in sample["targets"].enumerated() {
      let width = targets.shape.dropFirst().reduce(1, *)
      let weights = sample["sampleWeight"].isEmpty ? nil : sample["sampleWeight"][batch].values
      for (index, y) in targets.values.enumerated() {
        let weight = (weights?[index / width] ?? 1) * (isTogether ? labelWeights?[index % width] ?? 1 : 1)
        var sums = columns[isTogether ? 0 : index % width] ?? Sums()
        sums.weight += weight
        if y != 0 { sums.positive += weight }
        if weight > 0 { sums.least = min(sums.least, weight) }
        sums.squares += weight * y * y
        sums.sum += weight * y
        columns[isTogether ? 0 : index % width] = sums
      }
      result = columns.values.map(ratio).filter(\.isFinite).reduce(result, max)
    }
    return result
  }
}
