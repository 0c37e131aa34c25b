internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension TrainingRun {
  private var keepers: [any TrainingKeeper] { callbacks.compactMap { $0 as? any TrainingKeeper } }

  /// The state with which training goes on, `nil` where it begins. Throws for one that does not fit, with nothing changed.
  func stateToResume(_ source: any StepSource) throws -> SavedState? {
    for keeper in keepers {
      guard let state = try keeper.stateToResume() else { continue }
      do {
        try check(state, source)
      } catch {
        var error = KeratinError(wrapping: error).located(operation: "\(type(of: keeper))")
        error.expected += " in \(keeper.statePlace)"
        throw error
      }
      return state
    }
    return nil
  }

  /// Gives the state to those who keep it, if they want it now.
  func keepState(afterEpoch: Bool, _ source: any StepSource, _ place: () throws -> TrainingPlace) throws {
    for keeper in keepers where keeper.wantsState(afterEpoch: afterEpoch) {
      try keeper.keep(state(source, place()))
    }
  }

  /// Tells those who keep the state that it is not needed any more.
  func endKeeping() throws { for keeper in keepers { try keeper.trainingHasEnded() } }

  // MARK: - Parts

  /// The variables by what they belong to: the model, the optimizer, the metrics.
  private var variables: [(name: String, variables: [Variable])] {
    [
      ("model", model.variables), ("optimizer", compiled.optimizer.variables),
      ("metrics", compiled.tracked.flatMap(\.metric.variables)),
    ]
  }

  private func state(_ source: any StepSource, _ place: TrainingPlace) -> SavedState {
    var state = SavedState(values: place.values)
    for (group, variables) in variables {
      state.values[group] = .array(variables.map { .string($0.name) })
      for (index, variable) in variables.enumerated() { state.tensors["\(group)/\(index)"] = variable.value }
    }
    let random = RandomState.position
    state.values["optimizer_class"] = .string("\(type(of: compiled.optimizer))")
    state.values["stop_training"] = .bool(model.stopTraining)
    state.values["random"] = .array([SavedKey(random.key, random.taken).value])
    state.values["layer_keys"] = .array(model.randomKeyedLayers.map { SavedKey($0.key).value })
    state.values["draws"] = .object(model.steps.savedDraws.mapValues { .array($0.map(\.value)) })
    state.values["validation_passes"] = validationPasses.saved
    state.values["source"] = .object(source.state)
    var parts: [ConfigValue] = []
    for (index, callback) in callbacks.enumerated() {
      let own = callback.state
      guard !own.isEmpty else { continue }
      for (name, tensor) in own.tensors { state.tensors["callbacks/\(index)/\(name)"] = tensor }
      parts.append(
        .object(["class": .string("\(type(of: callback))"), "index": .int(index), "values": .object(own.values)]))
    }
    state.values["callbacks"] = .array(parts)
    return state
  }

  /// Throws where the state is that of another training.
  private func check(_ state: SavedState, _ source: any StepSource) throws {
    _ = try TrainingPlace(state)
    let optimizer = try state.string("optimizer_class")
    guard optimizer == "\(type(of: compiled.optimizer))" else {
      throw foreign("optimizer \(optimizer)", "\(type(of: compiled.optimizer))")
    }
    for (group, variables) in variables {
      let names = try state.strings(group)
      guard names == variables.map(\.name) else {
        throw foreign(
          "the \(group)'s \(names.count) variables \(summary(names))",
          "\(variables.count): \(summary(variables.map(\.name)))")
      }
      for (index, variable) in variables.enumerated() {
        let type = try state.tensor("\(group)/\(index)").type
        guard type == variable.type else {
          throw foreign("\(type) for '\(variable.path)'", variable.type?.description ?? "none")
        }
      }
    }
    let keys = try state.keys("layer_keys").count
    guard keys == model.randomKeyedLayers.count else {
      throw foreign("\(keys) layers that draw random numbers", "\(model.randomKeyedLayers.count)")
    }
    let passes = try state.keys("validation_passes").count
    guard passes == validationPasses.count else {
      throw foreign("\(passes) shuffled data sets for validation", "\(validationPasses.count)")
    }
    _ = (try state.keys("random"), try state.bool("stop_training"), try draws(state), try callbackStates(state))
    try source.check(try part(state, "source"))
  }

  private func summary(_ names: [String]) -> String {
    names.prefix(4).joined(separator: ", ") + (names.count > 4 ? ", …" : "")
  }

  private func foreign(_ expected: String, _ received: String) -> KeratinError {
    KeratinError(
      .file, expected: "\(expected), as the saved state has", received: received,
      suggestion: "the model, compile and fit that the state was saved from, or another folder")
  }

  private func part(_ state: SavedState, _ name: String) throws -> SavedState {
    guard case .object(let values)? = state.values[name] else {
      throw KeratinError(.file, expected: "the part '\(name)' in a saved state", received: "none")
    }
    return SavedState(values: values)
  }

  private func draws(_ state: SavedState) throws -> [String: [SavedKey]] {
    let draws = try part(state, "draws")
    return try Dictionary(uniqueKeysWithValues: draws.values.keys.map { ($0, try draws.keys($0)) })
  }

  private func callbackStates(_ state: SavedState) throws -> [(className: String, state: SavedState)] {
    try state.array("callbacks") { value in
      guard case .object(let object) = value, case .string(let name)? = object["class"],
        case .int(let index)? = object["index"], case .object(let values)? = object["values"]
      else { return nil }
      let prefix = "callbacks/\(index)/"
      let tensors = state.tensors.filter { $0.key.hasPrefix(prefix) }
      return (
        name,
        SavedState(
          values: values,
          tensors: Dictionary(uniqueKeysWithValues: tensors.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
        )
      )
    }
  }

  // MARK: - Going on

  /// Brings all back to where it was. What can fail comes first: then neither weights nor anything else of the model has changed.
  func restore(_ state: SavedState, _ source: any StepSource, _ runner: any StepRunner) throws -> TrainingPlace {
    let place = try TrainingPlace(state)
    var waiting = try callbackStates(state)
    for callback in callbacks {
      let name = "\(type(of: callback))"
      guard let index = waiting.firstIndex(where: { $0.className == name }) else { continue }
      do {
        try callback.restore(waiting.remove(at: index).state)
      } catch {
        throw KeratinError(wrapping: error).located(operation: name)
      }
    }
    if !waiting.isEmpty {
      Warnings.say(
        "the saved state has parts for callbacks that this fit is without: \(waiting.map(\.className).joined(separator: ", "))."
      )
    }
    let draws = try draws(state)
    let values = try variables.flatMap { group, variables in
      try variables.enumerated().map { ($1, try state.tensor("\(group)/\($0)")) }
    }
    for (variable, value) in values { try variable.assign(value) }
    for (layer, key) in zip(model.randomKeyedLayers, try state.keys("layer_keys")) { layer.key = key.key }
    // Keys are part of plans.
    model.steps.removePlans(resuming: draws)
    try source.restore(try part(state, "source"), runner)
    // The same data set may serve for both: its passes since then count.
    validationPasses.restore(try state.keys("validation_passes"))
    if let random = try state.keys("random").first {
      RandomState.position = .init(key: random.key, taken: random.count)
    }
    model.stopTraining = try state.bool("stop_training")
    if place.isWithinEpoch {
      for callback in callbacks { if let report = callback as? ProgressReport { report.onEpochBegin(place.epoch) } }
    }
    return place
  }
}
