internal import KeratinKernels

extension Shape {
  /// The extents as configurations hold them, `null` for one that is not known.
  var serialized: ConfigValue { .array(dimensions.map { $0 == Shape.unknown ? .null : .int($0) }) }
}
