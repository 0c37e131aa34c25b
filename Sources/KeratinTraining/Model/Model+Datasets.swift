public import KeratinGraph
internal import KeratinKernels

/// Training on what does not fit in memory.
extension Model {
  /// Trains the model on the batches of a data set.
  ///
  /// Batches are made on a thread of their own, some ahead of the step that is running; when training ends, so does that thread. Batches of
  /// equal shape run from one plan, a shorter last one from another.
  ///
  /// - Parameters:
  ///   - dataset: batches of inputs, targets and perhaps sample weights, in the order of the model's inputs and outputs.
  ///   - epochs: the number of the last epoch; 1 by default.
  ///   - verbose: what is printed; a bar on a terminal, lines elsewhere.
  ///   - callbacks: told of training as it goes.
  ///   - validationData: batches on which the model is evaluated after each epoch.
  ///   - shuffle: whether the batches of an ``IndexedDataset`` come in a new random order in each epoch; true by default. Other data sets say so
  ///     themselves: ``Dataset/shuffle(_:seed:reshuffleEachIteration:)``.
  ///   - classWeight: factors for the losses of the classes, 1 for those not named.
  ///   - initialEpoch: the number of the first epoch, to go on where another `fit` ended.
  ///   - stepsPerEpoch: the number of batches after which an epoch ends, the next going on with those that follow. By default an epoch is a
  ///     pass. Data that end before have a warning, the epoch ends there, and the next begins a new pass.
  ///   - validationSteps: how many batches of `validationData` are taken; all by default.
  ///   - validationFrequency: how many epochs go by between validations; 1 by default.
  /// - Returns: the losses and metrics of every epoch.
  /// - Throws: what the data set throws; ``KeratinError`` for batches that do not fit the model, or a loss that is not finite. The weights are
  ///   then those after the last whole step.
  @discardableResult
  public func fit(
    _ dataset: any Dataset, epochs: Int = 1, verbose: Verbosity = .auto, callbacks: [Callback] = [],
    validationData: (any Dataset)? = nil, shuffle: Bool = true, classWeight: [Int: Double]? = nil,
    initialEpoch: Int = 0, stepsPerEpoch: Int? = nil, validationSteps: Int? = nil, validationFrequency: Int = 1
  ) throws -> History {
    let compiled = try requireCompiled("fit")
    try require(epochs >= 0, "epochs of at least 0", "\(epochs)")
    try require(initialEpoch >= 0, "initialEpoch of at least 0", "\(initialEpoch)")
    try require(validationFrequency >= 1, "validationFrequency of at least 1", "\(validationFrequency)")
    try require(stepsPerEpoch ?? 1 >= 1, "stepsPerEpoch of at least 1", "\(stepsPerEpoch ?? 1)")
    try require(validationSteps ?? 1 >= 1, "validationSteps of at least 1", "\(validationSteps ?? 1)")
    let key = RandomState.nextKey()
    var training = dataset
    if shuffle, let indexed = dataset as? any IndexedDataset { training = ShuffledBatches(indexed, key: key) }
    let source = try DatasetSteps(
      self, compiled, training, limit: stepsPerEpoch, limitName: "stepsPerEpoch", classWeight: classWeight,
      operation: "fit")
    defer { source.finish() }
    let validation = validationData.map { data in
      {
        try DatasetSteps(
          self, compiled, data, limit: validationSteps, limitName: "validationSteps", operation: "fit's validation")
          as any StepSource
      }
    }
    return try fit(
      source, compiled, epochs: initialEpoch..<Swift.max(epochs, initialEpoch), lastEpoch: epochs, verbose, callbacks,
      stepsPerEpoch: stepsPerEpoch, validation: validation, validationPasses: validationData?.randomPasses ?? [],
      validationFrequency: validationFrequency)
  }

  /// The loss and metrics on the batches of a data set, the model in inference mode.
  ///
  /// - Parameter steps: how many batches are taken; a whole pass by default.
  /// - Returns: the loss, with several outputs each one's loss, then the metrics, by name and in that order.
  @discardableResult
  public func evaluate(
    _ dataset: any Dataset, verbose: Verbosity = .auto, steps: Int? = nil, callbacks: [Callback] = []
  ) throws -> Scores {
    let compiled = try requireCompiled("evaluate")
    try require(steps ?? 1 >= 1, "steps of at least 1", "\(steps ?? 1)", "evaluate")
    let source = try DatasetSteps(self, compiled, dataset, limit: steps, limitName: "steps", operation: "evaluate")
    return try evaluate(source, compiled, verbose, callbacks)
  }

  /// The results for the batches of a data set, whose targets are passed over, the model in inference mode.
  ///
  /// - Parameter steps: how many batches are taken; a whole pass by default.
  /// - Throws: ``KeratinError`` for batches that do not fit, and for a model of several outputs: ``predictAll(_:verbose:steps:callbacks:)``.
  public func predict(
    _ dataset: any Dataset, verbose: Verbosity = .auto, steps: Int? = nil, callbacks: [Callback] = []
  ) throws -> Tensor {
    try predictAll(dataset, verbose: verbose, steps: steps, callbacks: callbacks).single(outputNames)
  }

  /// The results of all outputs for the batches of a data set, the model in inference mode.
  public func predictAll(
    _ dataset: any Dataset, verbose: Verbosity = .auto, steps: Int? = nil, callbacks: [Callback] = []
  ) throws -> [Tensor] {
    try requireSound()
    try require(steps ?? 1 >= 1, "steps of at least 1", "\(steps ?? 1)", "predict")
    let source = try DatasetSteps(self, nil, dataset, limit: steps, limitName: "steps", operation: "predict")
    return try predict(source, verbose, callbacks)
  }

  /// A batch as data in the order of the model's inputs and outputs. Without a compiled model its targets are passed over.
  func data(
    _ batch: Batch, classWeight: [Int: Double]?, _ compiled: CompiledModel?, operation: String
  ) throws -> InMemoryData {
    do {
      var data = try data(
        batch.inputs, compiled == nil ? nil : batch.targets, sampleWeight: nil, classWeight: classWeight, compiled)
      guard compiled != nil, batch.sampleWeights.contains(where: { $0 != nil }) else { return data }
      guard classWeight == nil else {
        throw KeratinError(
          .argument, expected: "either sample weights in the data set or classWeight", received: "both",
          suggestion: "map(_:), to multiply the class's weight into the sample weights")
      }
      guard batch.sampleWeights.count == batch.targets.count else {
        throw KeratinError(
          .data, expected: "sample weights, or nil, for each of \(batch.targets.count) targets",
          received: "\(batch.sampleWeights.count)")
      }
      data = try InMemoryData(inputs: data.inputs, targets: data.targets, sampleWeights: batch.sampleWeights)
      return data
    } catch let error as KeratinError {
      throw error.located(operation: operation)
    }
  }
}
