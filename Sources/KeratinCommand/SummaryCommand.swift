import ArgumentParser
import Keratin

struct SummaryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "summary", abstract: "Shows a model's layers, the shapes of their results and their weights.",
    discussion: """
      The table is Keras's. --plan shows what runs in place of it: for each kernel its result, its layer, the floating-point operations and the bytes
      that it reads and writes; then the memory that predicting a batch takes. With -x and -y it is the plan of a training step on those data.
      """)

  @Argument(help: "The model, a .keras file; - reads it from the standard input.") var model: String
  @Flag(help: "Shows the plan: kernels, FLOPs, bytes, memory.") var plan = false
  @Option(help: "For the plan: how many samples a batch has.") var batchSize = 32
  @Option(help: "For the plan: what stands for lengths that the model leaves open.") var length = 16
  @Option(name: .customShort("x"), help: "For the plan of a training step: the inputs.") var x: String?
  @Option(name: .customShort("y"), help: "For the plan of a training step: the targets.") var y: String?
  @Option(help: "Characters in a line of the table.") var lineLength: Int?
  @OptionGroup var machine: MachineOptions
  @Flag(help: "Prints the result as JSON.") var json = false

  func validate() throws {
    for (number, option) in [(batchSize, "--batch-size"), (length, "--length"), (lineLength, "--line-length")] {
      try DataFiles.requirePositive(number, option)
    }
    guard (x == nil) == (y == nil) else { throw ValidationError("A training step needs both -x and -y.") }
    guard plan || x == nil else { throw ValidationError("-x and -y belong to --plan.") }
    try DataFiles.requireOneStandardInput([model, x, y])
  }

  func run() throws {
    try machine.apply()
    let loaded = try DataFiles.model(model, compile: true)
    try naming([model, x, y]) {
      if plan {
        let plan = try plan(loaded)
        try json ? printJSON(value(plan)) : print(plan)
      } else {
        try json ? printJSON(value(loaded)) : print(loaded.summary(lineLength: lineLength))
      }
    }
  }

  private func plan(_ model: Model) throws -> PlanDescription {
    guard let x, let y else { return try model.planDescription(batchSize: batchSize, length: length) }
    return try model.planDescription(
      DataFiles.tensors(x, names: model.inputNames), DataFiles.tensors(y, names: model.outputNames),
      batchSize: batchSize)
  }

  private func value(_ plan: PlanDescription) -> ConfigValue {
    [
      "backend": .string(plan.backend), "flops": .int(plan.operations), "bytes": .int(plan.bytes),
      "arena_bytes": .int(plan.arenaBytes), "least_arena_bytes": .int(plan.leastArenaBytes),
      "kernels": .array(
        plan.kernels.map { kernel in
          [
            "name": .string(kernel.name), "results": .array(kernel.results.map { .string($0.description) }),
            "layer": .string(kernel.layer), "flops": .int(kernel.operations), "bytes": .int(kernel.bytes),
          ]
        }),
    ]
  }

  private func value(_ model: Model) -> ConfigValue {
    func shapes(_ tensors: [Tensor]) -> ConfigValue {
      .array(tensors.map { .array($0.shape.dimensions.map { $0 == Shape.unknown ? .null : .int($0) }) })
    }
    return [
      "name": .string(model.name), "parameters": .int(model.parameterCount),
      "trainable_parameters": .int(model.trainableWeights.reduce(0) { $0 + $1.shape.count }),
      "inputs": .array(model.inputNames.map { .string($0) }), "input_shapes": shapes(model.inputs),
      "outputs": .array(model.outputNames.map { .string($0) }), "output_shapes": shapes(model.outputs),
      "compiled": .bool(model.optimizer != nil),
      "layers": .array(
        model.layers.map { layer in
          [
            "name": .string(layer.name), "class": .string(type(of: layer).className),
            "parameters": .int(layer.parameterCount), "trainable": .bool(layer.isTrainable),
          ]
        }),
    ]
  }
}
