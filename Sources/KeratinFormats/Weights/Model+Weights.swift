internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers
public import KeratinTraining

extension Model {
  /// Writes all weights, and the optimizer's state where the model is compiled, to a file at `path`, in place of one that is there.
  ///
  /// The name says the format: `.weights.h5` is Keras's, which Keras reads; `.npz` and `.safetensors` hold the same arrays under the same
  /// paths, `layers/dense/vars/0`. A crash, a full disk or a kill leaves the old file or the new one, never half. Throws ``KeratinError`` for
  /// another name, a model that is not built, and a file that cannot be written.
  public func saveWeights(to path: String) throws {
    let format = try WeightFormat(path, operation: "saveWeights")
    try requireBuilt("saveWeights")
    do {
      try FileBytes.write(format.encoded(weightGroups()), to: path)
    } catch {
      throw KeratinError(wrapping: error).located(operation: "saveWeights")
    }
  }

  /// Reads all weights, and the optimizer's state where the model is compiled and the file holds it, from a file that ``saveWeights(to:)`` or Keras
  /// wrote.
  ///
  /// Layers are found by their places in the model, not by their names. Of a `.keras` file the weights alone are read. An `.npz` of `numpy.savez(path, *model.get_weights())` is read too.
  ///
  /// - Parameter skipMismatch: whether layers that do not fit keep the weights they have; false by default.
  /// - Returns: the paths of what was skipped.
  /// - Throws: ``KeratinError`` for a file that is damaged or of another kind, and for weights that do not fit, naming the layer and both shapes.
  ///   All is checked before anything changes.
  @discardableResult
  public func loadWeights(from path: String, skipMismatch: Bool = false) throws -> [String] {
    guard path.hasSuffix(".keras") else {
      return try load(weights: path, format: WeightFormat(path, operation: "loadWeights"), skipMismatch: skipMismatch)
    }
    try requireBuilt("loadWeights")
    do {
      let weights = try KerasArchive(path).required(KerasArchive.weights)
      return try load(WeightFormat.hdf5.arrays(weights), source: weights.source, skipMismatch: skipMismatch)
    } catch {
      throw KeratinError(wrapping: error).naming(path).located(operation: "loadWeights")
    }
  }

  /// The same for a file whose format its name does not say.
  @discardableResult
  func load(weights path: String, format: WeightFormat, skipMismatch: Bool = false) throws -> [String] {
    try requireBuilt("loadWeights")
    do {
      let arrays = try format.arrays(FileBytes.reader(path))
      if format == .npz, !arrays.isEmpty, arrays.keys.allSatisfy({ $0.hasPrefix("arr_") }) {
        try setWeights(inOrder: arrays, path)
        return []
      }
      return try load(arrays, source: path, skipMismatch: skipMismatch)
    } catch {
      throw KeratinError(wrapping: error).naming(path).located(operation: "loadWeights")
    }
  }

  /// Gives all weights, and the optimizer where the model is compiled, what the arrays hold; returns the paths of what was skipped.
  @discardableResult
  func load(
    _ arrays: [String: StoredArray], source: String, skipMismatch: Bool = false, ofSameOptimizer: Bool = false
  ) throws -> [String] {
    _ = try builtOptimizer()
    let plan = WeightLoading(arrays, into: weightGroups(), file: source, ofSameOptimizer: ofSameOptimizer)
    if let first = plan.mismatches.first, !skipMismatch {
      var error = first.error
      if plan.mismatches.count > 1 { error.received += ", and \(plan.mismatches.count - 1) more that do not fit" }
      throw error
    }
    let values = try plan.assignments.map { ($0.variable, try value($0.array, for: $0.variable)) }
    for (variable, value) in values { try variable.assign(value) }
    if let warning = plan.warning { Warnings.say(warning) }
    let skipped = plan.mismatches.map(\.path)
    if !skipped.isEmpty {
      Warnings.say("loadWeights skipped what does not fit in \(source): \(skipped.joined(separator: ", ")).")
    }
    return skipped
  }

  func requireBuilt(_ operation: String) throws {
    guard isBuilt else {
      throw KeratinError(
        .state, expected: "a model whose weights exist", received: "'\(name)', which is not built",
        operation: operation, suggestion: "giving it an Input, or calling it on data, first")
    }
  }

  /// Gives all weights what `numpy.savez` calls `arr_0`, `arr_1` and so on.
  private func setWeights(inOrder arrays: [String: StoredArray], _ path: String) throws {
    let ordered = (0..<arrays.count).compactMap { arrays["arr_\($0)"] }
    guard ordered.count == arrays.count, ordered.count == weights.count else {
      throw KeratinError(
        .file, expected: "\(weights.count) arrays arr_0, arr_1, … in \(path), one for each weight of '\(name)'",
        received: "\(arrays.count)")
    }
    for (weight, array) in zip(weights, ordered) where weight.shape != array.shape {
      throw WeightLoading.mismatch(weight, array, path)
    }
    try setWeights(ordered.map { try $0.tensor() })
  }

  private func value(_ array: StoredArray, for variable: Variable) throws -> Tensor {
    let value = try array.tensor()
    let converted = variable.type.map { value.cast(to: $0.elementType) } ?? value
    _ = try converted.buffer(for: "loadWeights")
    return converted
  }
}
