/// What a prediction and its target can come to: the prediction above the threshold or not, the target true or not.
enum ConfusionCell: String, CaseIterable {
  case truePositives = "true_positives"
  case falsePositives = "false_positives"
  case trueNegatives = "true_negatives"
  case falseNegatives = "false_negatives"

  /// Whether the prediction is above the threshold.
  var isPredicted: Bool { self == .truePositives || self == .falsePositives }
  /// Whether the target is true.
  var isTarget: Bool { self == .truePositives || self == .falseNegatives }
}
