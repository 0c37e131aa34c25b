internal import KeratinGraph
internal import KeratinKernels
public import KeratinLayers

/// Makes what belongs to models from configurations as Keras writes them: beside layers and their parts losses, metrics, optimizers and
/// learning-rate schedules.
open class ModelMaker: ObjectMaker {
  /// The loss that `value` describes: `"mse"`, a function by its name, or an object.
  public func loss(_ value: ConfigValue, path: String = "") throws -> any Loss {
    try make(KerasClasses.losses, value, path: path)
  }

  /// The metric that `value` describes: `"accuracy"`, a function by its name, or an object.
  ///
  /// One that was given by a word is called by that word in logs, as in Keras.
  public func metric(_ value: ConfigValue, path: String = "") throws -> Metric {
    var value = value
    if case .string(let word) = value { value = ["class_name": .string(word), "config": ["name": .string(word)]] }
    let object = try serialized(value, "a metric", path: path)
    let type = try object.config["dtype"].flatMap { $0 == .null ? nil : try elementType($0, path: path) }
    return try FloatPolicy.with(type ?? FloatPolicy.elementType) {
      try make(KerasClasses.metrics, value, path: path) { _, config in config.ignore("dtype") }
    }
  }

  /// The optimizer that `value` describes: `"adam"`, or an object.
  public func optimizer(_ value: ConfigValue, path: String = "") throws -> Optimizer {
    try make(KerasClasses.optimizers, value, path: path) { optimizer, config in
      let rate = try config.value("learning_rate").map { try schedule($0, path: config.place("learning_rate")) }
      try optimizer.takeCommonArguments(of: config, learningRate: rate)
    }
  }

  /// The learning-rate schedule that `value` describes; a number is one too.
  public func schedule(_ value: ConfigValue, path: String = "") throws -> any LearningRateSchedule {
    if let number = Double(value) { return number }
    return try make(KerasClasses.schedules, value, path: path)
  }
}
