internal import KeratinLayers

/// A list of numbers in a configuration, `null` for none.
func numbers(_ values: [Double]?) -> ConfigValue { values.map { .array($0.map { .double($0) }) } ?? .null }
