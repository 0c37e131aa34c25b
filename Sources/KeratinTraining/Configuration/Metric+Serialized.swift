public import KeratinLayers

extension Metric {
  /// The metric as Keras's files describe it: of a custom class what it was registered as.
  public var serialized: ConfigValue {
    self is Metrics.AutomaticAccuracy ? .string(name) : configPart(self)
  }
}

extension Loss {
  /// The loss as Keras's files describe it: of a custom type what it was registered as.
  public var serialized: ConfigValue { configPart(self) }
}

extension Optimizer {
  /// The optimizer as Keras's files describe it: of a custom class what it was registered as.
  public var serialized: ConfigValue { configPart(self) }
}

extension Loss where Self: Configurable {
  /// The loss as Keras's files describe it: of a custom type what it was registered as.
  public var serialized: ConfigValue { configPart(self) }
}
