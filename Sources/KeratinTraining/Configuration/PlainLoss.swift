package import KeratinLayers

/// A loss without arguments beside those that all losses have.
package protocol PlainLoss: Loss, KerasObject {
  init(reduction: LossReduction, name: String)
}

extension PlainLoss {
  package init(_ config: ConfigReader) throws {
    self.init(reduction: try config.reduction(), name: try config.name())
  }
}

/// A metric without arguments beside its name.
package protocol PlainMetric: Metric, KerasObject {
  init(name: String)
}

extension PlainMetric {
  package init(_ config: ConfigReader) throws { self.init(name: try config.name()) }
}

/// A metric that counts at thresholds.
package protocol CountMetric: Metric, KerasObject {
  init(thresholds: [Double]?, name: String)
}

extension CountMetric {
  package init(_ config: ConfigReader) throws {
    self.init(thresholds: try config.thresholds(), name: try config.name())
  }
}
