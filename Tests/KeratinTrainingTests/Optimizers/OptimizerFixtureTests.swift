import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Weights and slots after each of five updates, against Keras's; at once and by one plan that runs five times.
struct OptimizerFixtureTests {
  @Test(arguments: try Fixture("optimizers").cases)
  func weightsAndSlotsAreThoseOfKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      try run(sample, .float64, on: TestBackends.naive) { received, expected, _, _ in
        try requireClose(
          received.scalars(as: Double.self), expected.values,
          within: expected.values.map { 1e-14 * max($0.magnitude, 1) })
      }
    }
  }

  @Test(arguments: try Fixture("optimizers").cases, TestBackends.all)
  func backendsAgreeInSinglePrecision(_ sample: FixtureCase, _ backend: TestBackend) throws {
    let bound = try UpdateBound(sample)
    try run(sample, .float32, on: backend) { received, expected, step, isSlot in
      let bounds = isSlot ? bound.ofSlot(expected, afterStep: step) : bound.ofWeight(expected, afterStep: step)
      try requireClose(received.scalars(as: Float.self), expected.values, within: bounds)
    }
  }

  @Test(arguments: try Fixture("optimizers").cases)
  func configurationsAndNamesAreThoseOfKeras(_ sample: FixtureCase) throws {
    try FloatPolicy.with(.float64) {
      let optimizer = try makeOptimizer(sample)
      #expect((optimizer as? any Configurable).map { type(of: $0).className } == sample.className)
      // Keras numbers the names of optimizers; accumulating gradients is left out of files that older versions read.
      try requireConfig(optimizer.config, sample.config, except: ["name", "gradient_accumulation_steps"])
      #expect(sample.config["name"].string?.hasPrefix(optimizer.name) == true)
      try optimizer.buildIfNeeded(try initialVariables(sample, .float64))
      #expect(optimizer.slots.map(\.name) == sample["slots"].map(\.name))
      #expect(optimizer.slots.allSatisfy { $0.path == optimizer.name + "/" + $0.name })
      #expect(optimizer.variables.prefix(2).map(\.name) == ["iteration", "learning_rate"])
    }
  }

  private func run(
    _ sample: FixtureCase, _ type: ElementType, on backend: TestBackend,
    _ check: (_ received: Tensor, _ expected: FixtureTensor, _ step: Int, _ isSlot: Bool) throws -> Void
  ) throws {
    try Backends.with(backend.kernels) {
      let (variables, planned) = (try initialVariables(sample, type), try initialVariables(sample, type))
      let (optimizer, plannedOptimizer) = (try makeOptimizer(sample), try makeOptimizer(sample))
      let executor = try plan(plannedOptimizer, planned, backend)
      for step in 0..<5 {
        let gradients = try sample["gradients"].map { try $0[step].tensor(type) }
        try optimizer.apply(gradients, to: variables)
        for (index, gradient) in gradients.enumerated() { executor.bind(input: index, to: try gradient.buffer()) }
        #expect(try executor.run())
        for (variable, twin) in zip(variables + optimizer.variables, planned + plannedOptimizer.variables) {
          #expect(try bytes(variable.value) == bytes(twin.value), "\(variable.path) after step \(step)")
        }
        for (variable, expected) in zip(variables, sample["weights"]) {
          try check(variable.value, expected[step], step, false)
        }
        for (slot, expected) in zip(optimizer.slots, sample["slots"]) {
          try check(slot.value, expected[step], step, true)
        }
      }
      #expect(optimizer.slots.count == sample["slots"].count)
      #expect(try optimizer.iterations.value.scalar() == Int32(5))
    }
  }

  /// An update of `variables` as a plan whose inputs are the gradients.
  private func plan(_ optimizer: Optimizer, _ variables: [Variable], _ backend: TestBackend) throws -> Executor {
    let trace = Trace()
    let program = try trace.run {
      try optimizer.apply(variables.map { trace.input($0.type!) }, to: variables)
      return try Program(trace, outputs: [])
    }
    return Executor(try Plan(program, backend: backend.kernels))
  }

  private func initialVariables(_ sample: FixtureCase, _ type: ElementType) throws -> [Variable] {
    try zip(["kernel", "bias"], sample["initial"]).map { try Variable($0, $1.tensor(type)) }
  }

  private func makeOptimizer(_ sample: FixtureCase) throws -> Optimizer {
    let optimizer = try KeratinTrainingTests.makeOptimizer(sample.className ?? "", sample.config)
    if let names = sample.settings["exclude"].array {
      try optimizer.excludeFromWeightDecay(names: names.compactMap(\.string))
    }
    return optimizer
  }
}
