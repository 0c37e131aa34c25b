import KeratinLayers
import KeratinTestSupport
import KeratinTraining

extension FixtureCase {
  /// The loss that the case is about.
  func loss() throws -> any Loss & Configurable { try makeLoss(className ?? "", config) }
}

/// The loss that Keras describes by class and configuration.
func makeLoss(_ className: String, _ config: FixtureValue) throws -> any Loss & Configurable {
  let reduction = config["reduction"].string.map { LossReduction(rawValue: $0)! } ?? .none
  let fromLogits = config["from_logits"].bool ?? false
  let labelSmoothing = config["label_smoothing"].double ?? 0
  let axis = config["axis"].int ?? -1
  switch className {
  case "MeanSquaredError": return Losses.MeanSquaredError(reduction: reduction)
  case "BinaryCrossentropy":
    return Losses.BinaryCrossentropy(
      fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis, reduction: reduction)
  case "CategoricalCrossentropy":
    return Losses.CategoricalCrossentropy(
      fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis, reduction: reduction)
  case "SparseCategoricalCrossentropy":
    return Losses.SparseCategoricalCrossentropy(
      fromLogits: fromLogits, ignoreClass: config["ignore_class"].int, axis: axis, reduction: reduction)
  default: throw FixtureError.missing("loss", className)
  }
}

/// Checks that our configuration has Keras's keys and values.
func requireConfig(_ ours: [String: ConfigValue], _ keras: FixtureValue, except left: Set<String> = []) throws {
  for (key, value) in keras.object ?? [:] where !left.contains(key) {
    guard let own = ours[key], value.isEqual(to: own) else {
      throw FixtureError.missing("configuration", "\(key): \(value), ours is \(String(describing: ours[key]))")
    }
  }
  for key in ours.keys where keras.object?[key] == nil { throw FixtureError.missing("key", key) }
}
