internal import KeratinGraph
internal import KeratinKernels

/// What of a file goes into which variable, found before anything changes.
struct WeightLoading {
  private(set) var assignments: [(variable: Variable, array: StoredArray)] = []
  /// The groups that do not fit, and why.
  private(set) var mismatches: [(path: String, error: KeratinError)] = []
  /// What to say of an optimizer's state that is left out.
  private(set) var warning: String?

  /// Arrays lie at `PATH/vars/NUMBER`.
  ///
  /// - Parameter ofSameOptimizer: whether the file was written with the very optimizer of the model, not only perhaps.
  init(_ arrays: [String: StoredArray], into groups: [WeightGroup], file: String, ofSameOptimizer: Bool) {
    var byGroup: [String: [Int: StoredArray]] = [:]
    var strangers: Set<String> = []
    for (path, array) in arrays {
      let parts = path.split(separator: "/")
      if parts.count >= 2, parts[parts.count - 2] == "vars", let number = Int(parts[parts.count - 1]) {
        byGroup[parts.dropLast(2).joined(separator: "/"), default: [:]][number] = array
      } else {
        strangers.insert(path)
      }
    }
    for group in groups {
      var stored = byGroup.removeValue(forKey: group.path) ?? [:]
      if group.isOptimizer { stored = WeightLoading.productLast(stored, group.variables) }
      if group.isOptimizer, stored.count != group.variables.count {
        if ofSameOptimizer, WeightLoading.isBeforeFirstStep(stored, group.variables) {
          assignments += stored.sorted { $0.key < $1.key }.map { (group.variables[$0.key], $0.value) }
        } else if !stored.isEmpty {
          warning =
            "the state of optimizer '\(group.name)' is left out: it has \(group.variables.count) variables, that in \(file) "
            + "\(stored.count)."
        }
        continue
      }
      if let error = add(stored, to: group, file) { mismatches.append((group.path, error)) }
    }
    // A model that is not compiled has no place for the optimizer's state.
    strangers.formUnion(byGroup.keys.filter { $0 != "optimizer" && !$0.hasSuffix("/optimizer") })
    for path in strangers.sorted() {
      mismatches.append(
        (
          path,
          KeratinError(
            .file, expected: "weights that the model has a place for in \(file)",
            received: "'\(path)', which belongs to no layer of it",
            suggestion: "skipMismatch: true, to leave it out")
        ))
    }
  }

  /// Whether the arrays are all that Keras's optimizers have before they know the weights: the number of steps and, without a schedule, the rate.
  private static func isBeforeFirstStep(_ stored: [Int: StoredArray], _ variables: [Variable]) -> Bool {
    (1...2).contains(stored.count) && stored.count < variables.count
      && stored.allSatisfy { $0.key < stored.count && $0.value.shape == .scalar && variables[$0.key].shape == .scalar }
  }

  /// An optimizer's arrays with Nadam's product, a single number, behind its slots: Keras before 3.10 wrote it in front of them.
  private static func productLast(_ stored: [Int: StoredArray], _ variables: [Variable]) -> [Int: StoredArray] {
    guard variables.count > 3, variables[2].shape.rank > 0, let product = stored[2], product.shape.rank == 0,
      let place = variables.indices.dropFirst(2).first(where: { variables[$0].shape.rank == 0 })
    else { return stored }
    var ordered = stored
    for index in 2..<place { ordered[index] = stored[index + 1] }
    ordered[place] = product
    return ordered
  }

  /// Takes up all variables of a group, or none and says why.
  private mutating func add(_ stored: [Int: StoredArray], to group: WeightGroup, _ file: String) -> KeratinError? {
    let ordered = group.variables.indices.compactMap { stored[$0] }
    guard ordered.count == stored.count, stored.count == group.variables.count else {
      return KeratinError(
        .file, expected: "\(group.variables.count) weights at '\(group.path)' in \(file)",
        received: stored.isEmpty ? "none" : "\(stored.count)", layerPath: group.name,
        suggestion: "skipMismatch: true, to keep the layer as it is")
    }
    for (variable, array) in zip(group.variables, ordered) where variable.shape != array.shape {
      return WeightLoading.mismatch(variable, array, file).located(layerPath: group.name)
    }
    assignments += zip(group.variables, ordered).map { (variable: $0, array: $1) }
    return nil
  }

  static func mismatch(_ variable: Variable, _ array: StoredArray, _ file: String) -> KeratinError {
    KeratinError(
      .shape, expected: "shape \(variable.shape) for '\(variable.path)', as the model has it",
      received: "shape \(array.shape): \(array.name)",
      suggestion: "skipMismatch: true, to keep such layers as they are")
  }
}
