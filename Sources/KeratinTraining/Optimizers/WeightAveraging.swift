package import KeratinGraph
internal import KeratinKernels

/// A moving average of each variable, which takes the variable's place when training ends: avg ← avg·μ + w·(1 − μ).
///
/// At the first update the average is the variable itself.
struct WeightAveraging {
  /// μ, how much of the average stays.
  let momentum: Double
  /// After how many updates averages take the variables' places during training; `nil` for never.
  let overwriteFrequency: Int?

  static let slot = "average"

  /// Throws where the momentum is no share, or the frequency no number of updates.
  func validate(operation: String) throws {
    guard (0...1).contains(momentum) else {
      throw KeratinError(
        .argument, expected: "emaMomentum between 0 and 1", received: "\(momentum)", operation: operation)
    }
    guard overwriteFrequency ?? 1 >= 1 else {
      throw KeratinError(
        .argument, expected: "emaOverwriteFrequency of at least 1", received: "\(overwriteFrequency ?? 1)",
        operation: operation)
    }
  }
}

extension Optimizer {
  /// Takes each variable into its average and, where it is time, puts averages in the variables' places.
  func average(_ averaging: WeightAveraging) throws {
    let isFirst = updateCount .== 0
    for variable in trainedVariables {
      let (slot, w) = (try slot(WeightAveraging.slot, of: variable), variable.value)
      try slot.assign(which(isFirst, w, slot.value * averaging.momentum + w * (1 - averaging.momentum)))
    }
    guard let frequency = averaging.overwriteFrequency else { return }
    let isTime = floorMod(updateCount + 1, Tensor(Double(frequency), elementType: .int32)) .== 0
    for variable in trainedVariables {
      let average = try slot(WeightAveraging.slot, of: variable)
      try variable.assign(which(isTime, average.value, variable.value))
    }
  }

  /// The variables that are averaged and their averages; `nil` where none are kept.
  package func averages() throws -> [(variable: Variable, average: Variable)]? {
    guard averaging != nil, isBuilt else { return nil }
    return try trainedVariables.map { ($0, try slot(WeightAveraging.slot, of: $0)) }
  }

  /// Puts the averages, where they are kept, in the variables' places; `fit` does so when it ends.
  public func finalizeVariables() throws {
    guard averaging != nil, isBuilt else { return }
    for variable in trainedVariables { try variable.assign(slot(WeightAveraging.slot, of: variable).value) }
  }
}
