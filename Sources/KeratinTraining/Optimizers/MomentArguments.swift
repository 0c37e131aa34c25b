internal import KeratinGraph
internal import KeratinLayers

/// The arguments that Adam and its kin share.
struct MomentArguments {
  let beta1: Double
  let beta2: Double
  let epsilon: Double

  func validate(operation: String) throws {
    guard (0..<1).contains(beta1), (0..<1).contains(beta2), epsilon >= 0 else {
      throw KeratinError(
        .argument, expected: "beta1 and beta2 at least 0 and below 1, epsilon at least 0",
        received: "beta1: \(beta1), beta2: \(beta2), epsilon: \(epsilon)", operation: operation)
    }
  }

  var config: [String: ConfigValue] {
    ["beta_1": .double(beta1), "beta_2": .double(beta2), "epsilon": .double(epsilon)]
  }
}
