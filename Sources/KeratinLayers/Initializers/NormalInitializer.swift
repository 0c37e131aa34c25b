internal import KeratinGraph

/// What ``Initializers/RandomNormal`` and ``Initializers/TruncatedNormal`` share: numbers about a mean.
public protocol NormalInitializer: RandomInitializer, Configurable {
  /// The mean; 0 by default.
  var mean: Double { get }
  /// The standard deviation; 0.05 by default.
  var stddev: Double { get }
}

extension NormalInitializer {
  public static var module: String { "keras.initializers" }
  public var config: [String: ConfigValue] {
    ["mean": .double(mean), "stddev": .double(stddev), "seed": seedConfig]
  }

  /// Numbers `mean` + `stddev`·z, z from `standard`. Throws for a deviation that is none.
  func drawn(_ standard: () -> [Double]) throws -> [Double] {
    guard stddev >= 0, stddev.isFinite, mean.isFinite else {
      throw KeratinError(
        .argument, expected: "a finite mean and a finite stddev of at least 0", received: "\(mean) and \(stddev)",
        operation: Self.className)
    }
    var values = standard()
    for index in values.indices { values[index] = mean + stddev * values[index] }
    return values
  }
}
