import ArgumentParser
import Keratin

struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict", abstract: "Writes what a model gives for inputs.",
    discussion: """
      keratin predict model.keras -x images.npy -o labels.npy

      Several inputs are an .npz whose members carry the inputs' names, and several outputs are written to one.
      """)

  @Argument(help: "The model, a .keras file; - reads it from the standard input.") var model: String
  @Option(name: .customShort("x"), help: "The inputs, an .npy or .npz file; - reads the standard input.") var x: String
  @Option(
    name: .customShort("o"), help: "Where the results go, an .npy or .npz file; - writes to the standard output.")
  var output: String
  @Option(help: "How many samples are worked on at a time.") var batchSize = 32
  @OptionGroup var machine: MachineOptions
  @OptionGroup var profile: ProfileOptions

  func validate() throws {
    try DataFiles.requirePositive(batchSize, "--batch-size")
    try DataFiles.requireOneStandardInput([model, x])
    guard output == "-" || output.hasSuffix(".npy") || output.hasSuffix(".npz") else {
      throw ValidationError("-o must end in .npy or .npz, or be -: '\(output)'.")
    }
  }

  func run() throws {
    try machine.apply()
    try DataFiles.requireWritable(output)
    let loaded = try DataFiles.model(model, compile: false)
    guard loaded.outputNames.count == 1 || !output.hasSuffix(".npy") else {
      throw WorkFailure(
        text:
          "\(output): the model has the outputs \(loaded.outputNames.joined(separator: ", ")). Try: a name ending in .npz."
      )
    }
    let inputs = try DataFiles.tensors(x, names: loaded.inputNames)
    let results = try naming([x, model]) {
      try profile.watch(loaded) { try loaded.predictAll(inputs, batchSize: batchSize, verbose: .silent) }
    }
    try ArrayFile.write(
      zip(loaded.outputNames, results).map { (name: $0, tensor: $1) }, to: output)
  }
}
