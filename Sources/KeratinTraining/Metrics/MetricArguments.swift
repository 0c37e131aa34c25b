internal import KeratinLayers

/// A loss of Keras's that is a metric too, whose name or arguments are not quite the loss's.
protocol MetricArguments {
  /// Keras's name of the metric, `nil` where it is the loss's.
  static var metricClassName: String? { get }
  /// The arguments of the metric beside its name, under Keras's names.
  var metricArguments: [String: ConfigValue] { get }
}

extension MetricArguments {
  static var metricClassName: String? { nil }
}

extension Losses.LogCosh: MetricArguments {
  static var metricClassName: String? { "LogCoshError" }
  var metricArguments: [String: ConfigValue] { [:] }
}

extension Losses.MeanSquaredError: MetricArguments {
  var metricArguments: [String: ConfigValue] { [:] }
}

extension Losses.BinaryCrossentropy: MetricArguments {
  var metricArguments: [String: ConfigValue] {
    ["from_logits": .bool(fromLogits), "label_smoothing": .double(labelSmoothing)]
  }
}

extension Losses.CategoricalCrossentropy: MetricArguments {
  var metricArguments: [String: ConfigValue] {
    ["from_logits": .bool(fromLogits), "label_smoothing": .double(labelSmoothing), "axis": .int(axis)]
  }
}

extension Losses.SparseCategoricalCrossentropy: MetricArguments {
  var metricArguments: [String: ConfigValue] {
    ["from_logits": .bool(fromLogits), "ignore_class": ignoreClass.map { .int($0) } ?? .null, "axis": .int(axis)]
  }
}
