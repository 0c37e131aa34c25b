import ArgumentParser
import Keratin

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Shows a model's loss and metrics on data.",
    discussion: """
      keratin evaluate model.keras -x images.npy -y labels.npy

      Loss and metrics are those that the model was compiled with, unless --loss or --metrics say otherwise.
      """)

  @Argument(help: "The model, a .keras file; - reads it from the standard input.") var model: String
  @Option(name: .customShort("x"), help: "The inputs, an .npy or .npz file; - reads the standard input.") var x: String
  @Option(name: .customShort("y"), help: "The targets, an .npy or .npz file; - reads the standard input.") var y: String
  @Option(help: "A factor for each sample's loss, an .npy or .npz file.") var sampleWeight: String?
  @Option(help: "How many samples are worked on at a time.") var batchSize = 32
  @OptionGroup var compile: CompileOptions
  @OptionGroup var machine: MachineOptions
  @OptionGroup var profile: ProfileOptions
  @Flag(help: "Prints the result as JSON.") var json = false

  func validate() throws {
    try DataFiles.requirePositive(batchSize, "--batch-size")
    try DataFiles.requireOneStandardInput([model, x, y, sampleWeight])
  }

  func run() throws {
    try machine.apply()
    let loaded = try DataFiles.model(model)
    try compile.apply(to: loaded, file: model)
    let inputs = try DataFiles.tensors(x, names: loaded.inputNames)
    let targets = try DataFiles.tensors(y, names: loaded.outputNames)
    let weights = try sampleWeight.map { try DataFiles.tensors($0, names: loaded.outputNames) }
    let scores = try naming([x, y, sampleWeight, model]) {
      try profile.watch(loaded) {
        try loaded.evaluate(inputs, targets, batchSize: batchSize, verbose: .silent, sampleWeight: weights)
      }
    }
    if json {
      try printJSON(.object(Dictionary(scores.logs.entries.map { ($0.name, .double($0.value)) }) { $1 }))
    } else {
      for entry in scores.logs.entries { print("\(entry.name): \(entry.value)") }
    }
  }
}
