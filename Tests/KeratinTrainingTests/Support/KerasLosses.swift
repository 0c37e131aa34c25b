import KeratinLayers
import KeratinTestSupport
import KeratinTraining

extension FixtureCase {
  /// The loss that the case is about.
  func loss() throws -> any Loss & Configurable { try makeLoss(className ?? "", config, settings: settings) }
}

/// The loss that Keras describes by class and configuration, and what it forgets to say there.
func makeLoss(
  _ className: String, _ config: FixtureValue, settings: FixtureValue = .null
) throws -> any Loss & Configurable {
  let reduction = config["reduction"].string.map { LossReduction(rawValue: $0)! } ?? .none
  let fromLogits = config["from_logits"].bool ?? false
  let labelSmoothing = config["label_smoothing"].double ?? 0
  let axis = config["axis"].int ?? -1
  switch className {
  case "MeanAbsoluteError": return Losses.MeanAbsoluteError(reduction: reduction)
  case "MeanAbsolutePercentageError": return Losses.MeanAbsolutePercentageError(reduction: reduction)
  case "MeanSquaredLogarithmicError": return Losses.MeanSquaredLogarithmicError(reduction: reduction)
  case "Huber": return Losses.Huber(delta: settings["delta"].double ?? 1, reduction: reduction)
  case "LogCosh": return Losses.LogCosh(reduction: reduction)
  case "KLDivergence": return Losses.KLDivergence(reduction: reduction)
  case "Poisson": return Losses.Poisson(reduction: reduction)
  case "Hinge": return Losses.Hinge(reduction: reduction)
  case "SquaredHinge": return Losses.SquaredHinge(reduction: reduction)
  case "CategoricalHinge": return Losses.CategoricalHinge(reduction: reduction)
  case "CosineSimilarity":
    return Losses.CosineSimilarity(axis: settings["axis"].int ?? -1, reduction: reduction)
  case "Dice": return Losses.Dice(axis: config["axis"].ints, reduction: reduction)
  case "Tversky":
    return Losses.Tversky(
      alpha: config["alpha"].double!, beta: config["beta"].double!, axis: config["axis"].ints, reduction: reduction)
  case "BinaryFocalCrossentropy":
    return Losses.BinaryFocalCrossentropy(
      applyClassBalancing: config["apply_class_balancing"].bool!, alpha: config["alpha"].double!,
      gamma: config["gamma"].double!, fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis,
      reduction: reduction)
  case "CategoricalFocalCrossentropy":
    return Losses.CategoricalFocalCrossentropy(
      alpha: config["alpha"].double!, gamma: config["gamma"].double!, fromLogits: fromLogits,
      labelSmoothing: labelSmoothing, axis: axis, reduction: reduction)
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
