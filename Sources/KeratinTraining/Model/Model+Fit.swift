internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension Model {
  /// Trains the model on data that lies in memory.
  ///
  /// An epoch is one pass over all samples in batches of `batchSize`, the last one shorter if it must be; each batch is
  /// one iteration, one update. Ctrl-C ends training after the current step.
  ///
  /// - Parameters:
  ///   - x: a tensor for each input, its first axis counting samples.
  ///   - y: a tensor for each output that has a loss.
  ///   - batchSize: samples a step; 32 by default.
  ///   - epochs: the number of the last epoch; 1 by default.
  ///   - verbose: what is printed; a bar on a terminal, lines elsewhere.
  ///   - callbacks: told of training as it goes.
  ///   - validationSplit: the share of samples, the last ones before any shuffling, on which the model is evaluated after each epoch.
  ///   - validationData: other samples to evaluate on; they take precedence over `validationSplit`.
  ///   - shuffle: whether each epoch takes the samples in a new random order; true by default.
  ///   - classWeight: factors for the losses of the classes, 1 for those not named.
  ///   - sampleWeight: factors for the losses of the samples.
  ///   - initialEpoch: the number of the first epoch, to go on where another `fit` ended.
  ///   - stepsPerEpoch: the number of batches after which an epoch ends, the next going on with those that follow; all of them by default.
  ///   - validationSampleWeight: factors for the losses of `validationData`.
  ///   - validationSteps: how many batches of the validation data are taken; all by default.
  ///   - validationBatchSize: `batchSize` by default.
  ///   - validationFrequency: how many epochs go by between validations; 1 by default.
  /// - Returns: the losses and metrics of every epoch.
  /// - Throws: ``KeratinError`` for data that do not fit the model, or a loss that is not finite; the weights are then those after the last
  ///   whole step.
  @discardableResult
  public func fit(
    _ x: any ModelData, _ y: any ModelData, batchSize: Int = 32, epochs: Int = 1, verbose: Verbosity = .auto,
    callbacks: [Callback] = [], validationSplit: Double = 0,
    validationData: (x: any ModelData, y: any ModelData)? = nil, shuffle: Bool = true,
    classWeight: [Int: Double]? = nil, sampleWeight: (any ModelData)? = nil, initialEpoch: Int = 0,
    stepsPerEpoch: Int? = nil, validationSampleWeight: (any ModelData)? = nil, validationSteps: Int? = nil,
    validationBatchSize: Int? = nil,
    validationFrequency: Int = 1
  ) throws -> History {
    let compiled = try requireCompiled("fit")
    try require(batchSize >= 1, "batchSize of at least 1", "\(batchSize)")
    try require(epochs >= 0, "epochs of at least 0", "\(epochs)")
    try require(initialEpoch >= 0, "initialEpoch of at least 0", "\(initialEpoch)")
    try require(validationFrequency >= 1, "validationFrequency of at least 1", "\(validationFrequency)")
    try require(validationBatchSize ?? 1 >= 1, "validationBatchSize of at least 1", "\(validationBatchSize ?? 1)")
    try require(validationSteps ?? 1 >= 1, "validationSteps of at least 1", "\(validationSteps ?? 1)")
    try require(stepsPerEpoch ?? 1 >= 1, "stepsPerEpoch of at least 1", "\(stepsPerEpoch ?? 1)")
    try require((0..<1).contains(validationSplit), "validationSplit in 0..<1", "\(validationSplit)")
    // What is set aside for validation is not weighted by class.
    let isSplit = validationData == nil && validationSplit > 0
    try requireOneWeighting(sampleWeight, classWeight)
    var training = try data(x, y, sampleWeight: sampleWeight, classWeight: isSplit ? nil : classWeight, compiled)
    var validation = try validationData.map {
      try data($0.x, $0.y, sampleWeight: validationSampleWeight, classWeight: nil, compiled)
    }
    if isSplit {
      (training, validation) = try splitForValidation(training, validationSplit)
      if let classWeight {
        training = try InMemoryData(
          inputs: training.inputs, targets: training.targets,
          sampleWeights: training.targets.map { try sampleWeights($0, classWeight: classWeight) })
      }
    }
    try prepare(training, compiled)
    if let validation { try prepare(validation, compiled) }

    let key = RandomState.nextKey()
    let source = InMemorySteps(
      training, batchSize: batchSize, stepsPerEpoch: stepsPerEpoch, order: shuffle ? key : nil)
    let validationSource = validation.map { data in
      {
        InMemorySteps(data, batchSize: validationBatchSize ?? batchSize, stepsPerEpoch: validationSteps)
          as any StepSource
      }
    }
    return try fit(
      source, compiled, epochs: initialEpoch..<Swift.max(epochs, initialEpoch), lastEpoch: epochs, verbose, callbacks,
      stepsPerEpoch: stepsPerEpoch, validation: validationSource, validationFrequency: validationFrequency)
  }

  /// Trains on `source` once arguments have been checked and the model knows its data.
  func fit(
    _ source: any StepSource, _ compiled: CompiledModel, epochs: Range<Int>, lastEpoch: Int, _ verbose: Verbosity,
    _ callbacks: [Callback], stepsPerEpoch: Int?, validation: (() throws -> any StepSource)?,
    validationPasses: [PassKeys] = [],
    validationFrequency: Int
  ) throws -> History {
    let history = History()
    let report = ProgressReport(verbose)
    let all = callbacks + (report.map { [$0] } ?? []) + [history]
    for callback in all {
      callback.model = self
      callback.parameters = .init(
        epochs: lastEpoch, steps: source.stepsPerEpoch ?? 0, samples: source.sampleCount)
    }
    stopTraining = false
    try Interruption.watched {
      let run = TrainingRun(
        model: self, compiled: compiled, callbacks: all, history: history,
        validationPasses: validationPasses)
      try all.tellingErrors {
        try run.train(
          source, stepsPerEpoch: stepsPerEpoch, epochs: epochs, validation: validation,
          validationFrequency: validationFrequency)
      }
    }
    return history
  }

  func require(_ condition: Bool, _ expected: String, _ received: String, _ operation: String = "fit") throws {
    if !condition { throw KeratinError(.argument, expected: expected, received: received, operation: operation) }
  }

  /// The tensors in the order of the model's inputs and outputs, and the weights that go with them.
  func data(
    _ x: any ModelData, _ y: (any ModelData)?, sampleWeight: (any ModelData)?, classWeight: [Int: Double]?,
    _ compiled: CompiledModel?
  ) throws -> InMemoryData {
    let inputs = try x.tensors(named: names(inputNames, for: x), role: "inputs")
    guard let y, let compiled else { return try InMemoryData(inputs: inputs) }
    let targetNames = self.targetNames(compiled, y)
    let targets = try y.tensors(named: targetNames, role: "targets")
    var weights: [Tensor?] = targets.map { _ in nil }
    try requireOneWeighting(sampleWeight, classWeight)
    if let sampleWeight {
      let given =
        try (sampleWeight as? Tensor).map { weight in targets.map { _ in weight } }
        ?? sampleWeight.tensors(named: targetNames, role: "sampleWeight")
      weights = given
    } else if let classWeight {
      weights = try targets.map { try sampleWeights($0, classWeight: classWeight) }
    }
    return try InMemoryData(inputs: inputs, targets: targets, sampleWeights: weights)
  }

  private func requireOneWeighting(_ sampleWeight: (any ModelData)?, _ classWeight: [Int: Double]?) throws {
    guard sampleWeight == nil || classWeight == nil else {
      throw KeratinError(
        .argument, expected: "either sampleWeight or classWeight", received: "both", operation: "fit",
        suggestion: "multiplying the class's weight into sampleWeight")
    }
  }

  /// The names of the outputs that have a loss, or as many names as there are targets where outputs are not known yet.
  private func targetNames(_ compiled: CompiledModel, _ y: any ModelData) -> [String] {
    if graph != nil {
      let trained = compiled.lossEntries.compactMap { $0.map { outputNames[$0.output] } }
      return trained.isEmpty ? names(outputNames, for: y) : trained
    }
    return names(["output_1"], for: y)
  }

  /// A subclass does not know its inputs before it is called: then as many as were given.
  private func names(_ names: [String], for data: any ModelData) -> [String] {
    guard graph == nil, let tensors = data as? [Tensor] else { return names }
    return tensors.indices.map { "tensor_\($0 + 1)" }
  }

  private func splitForValidation(_ data: InMemoryData, _ share: Double) throws -> (InMemoryData, InMemoryData) {
    let place = Int((Double(data.count) * (1 - share)).rounded(.down))
    guard place > 0, place < data.count else {
      throw KeratinError(
        .data, expected: "samples on both sides of validationSplit \(share)", received: "\(data.count) samples",
        operation: "fit", suggestion: "more samples, or another share")
    }
    let (training, validation) = try data.split(at: place)
    try warnOfSingleClass(validation)
    return (training, validation)
  }

  private func warnOfSingleClass(_ validation: InMemoryData) throws {
    guard let compiled, validation.count > 1 else { return }
    for (entry, targets) in zip(compiled.lossEntries.compactMap { $0 }, validation.targets)
    where entry.loss.isClassification {
      let rows = targets.count / targets.shape[0]
      let values: [Double] = try targets.scalars()
      let first = values[..<rows]
      let isSingle = (1..<targets.shape[0]).allSatisfy { values[$0 * rows..<($0 + 1) * rows].elementsEqual(first) }
      if isSingle {
        Warnings.say(
          "validationSplit takes the last \(validation.count) samples before shuffling, and all of them are of one class. "
            + "Shuffle the samples first, or give validationData.")
      }
    }
  }
}
