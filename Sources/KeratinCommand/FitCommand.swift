import ArgumentParser
import Foundation
import Keratin

struct FitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fit", abstract: "Trains a model on data and saves it.",
    discussion: """
      keratin fit model.keras -x images.npy -y labels.npy --epochs 5 -o trained.keras --history history.csv

      Optimizer, loss and metrics are those that the model was compiled with, and the optimizer goes on where it was, unless --optimizer, --loss or
      --metrics say otherwise. Ctrl-C ends training after the current step; the model is saved then, too, with exit status 1.
      """)

  @Argument(help: "The model, a .keras file; - reads it from the standard input.") var model: String
  @Option(name: .customShort("x"), help: "The inputs, an .npy or .npz file; - reads the standard input.") var x: String
  @Option(name: .customShort("y"), help: "The targets, an .npy or .npz file; - reads the standard input.") var y: String
  @Option(help: "How often training goes through all samples.") var epochs: Int
  @Option(help: "How many samples make one update.") var batchSize = 32
  @Flag(name: .customLong("no-shuffle"), help: "Takes the samples in their own order, the same in each epoch.")
  var keepsOrder = false
  @Option(help: "The share of samples, the last ones, that the model is evaluated on after each epoch: 0.2.")
  var validationSplit = 0.0
  @Option(help: "The number from which all random numbers follow; without one each run draws others.") var seed: UInt64?
  @Option(
    name: .customShort("o"),
    help:
      "Where the trained model goes: a .keras file, or its weights as .weights.h5, .safetensors or .npz; - writes a .keras file to the standard output."
  )
  var output: String
  @Option(
    help: "Where loss and metrics of each epoch go, a CSV file with Keras's names; - writes to the standard output.")
  var history: String?
  @Option(help: "A factor for each sample's loss, an .npy or .npz file.") var sampleWeight: String?
  @Option(help: "Factors for the losses of classes: 0:0.5,1:2.") var classWeight: ClassWeightOption?
  @Option(help: "The optimizer by Keras's name in place of the file's: adam, sgd, ….") var optimizer: String?
  @Option(help: "The learning rate in place of the optimizer's.") var learningRate: Double?
  @OptionGroup var compile: CompileOptions
  @OptionGroup var machine: MachineOptions
  @OptionGroup var profile: ProfileOptions
  @Flag(help: "Prints the history as JSON in place of the progress.") var json = false

  func validate() throws {
    try DataFiles.requirePositive(epochs, "--epochs")
    try DataFiles.requirePositive(batchSize, "--batch-size")
    try DataFiles.requireOneStandardInput([model, x, y, sampleWeight])
    guard (0..<1).contains(validationSplit) else {
      throw ValidationError("--validation-split must be at least 0 and less than 1, not \(validationSplit).")
    }
    if let learningRate, !(learningRate >= 0 && learningRate.isFinite) {
      throw ValidationError("--learning-rate must be a number of at least 0, not \(learningRate).")
    }
    try CompileOptions.requireKnown(optimizer) { _ = try $0.optimizer($1) }
    guard sampleWeight == nil || classWeight == nil else {
      throw ValidationError("--sample-weight and --class-weight cannot be used together.")
    }
    guard output == "-" || WeightConversion.format(of: output) != nil else {
      throw ValidationError("-o must end in \(WeightConversion.formats.joined(separator: ", ")), or be -: '\(output)'.")
    }
    guard [output == "-", history == "-", json].count(where: { $0 }) <= 1 else {
      throw ValidationError("Only one of -o, --history and --json can write to the standard output.")
    }
  }

  func run() throws {
    try machine.apply()
    try DataFiles.requireWritable(output)
    try DataFiles.requireWritable(history)
    if let seed { setRandomSeed(seed) }
    let loaded = try DataFiles.model(model)
    try compile.apply(to: loaded, optimizer: optimizer, learningRate: learningRate, file: model)
    let result = try naming([x, y, sampleWeight, model]) { try profile.watch(loaded) { try train(loaded) } }
    try save(loaded)
    if json { try printJSON(value(result)) }
    if result.wasInterrupted {
      throw WorkFailure(
        text: "\(output): interrupted after \(result.epoch.count) whole epochs; the model is saved as it was then.")
    }
  }

  private func train(_ loaded: Model) throws -> History {
    let inputs = try DataFiles.tensors(x, names: loaded.inputNames)
    let targets = try DataFiles.tensors(y, names: loaded.outputNames)
    let weights = try sampleWeight.map { try DataFiles.tensors($0, names: loaded.outputNames) }
    let isQuiet = json || output == "-" || history == "-"
    func fit(_ callbacks: [Callback]) throws -> History {
      try loaded.fit(
        inputs, targets, batchSize: batchSize, epochs: epochs, verbose: isQuiet ? .silent : .auto,
        callbacks: callbacks, validationSplit: validationSplit, shuffle: !keepsOrder,
        classWeight: classWeight?.weights, sampleWeight: weights)
    }
    guard let history else { return try fit([]) }
    guard history == "-" else { return try fit([CSVLogger(history)]) }
    return try DataFiles.withTemporaryFile("history.csv") { path in
      let result = try fit([CSVLogger(path)])
      try StandardStreams.copyToOutput(path)
      return result
    }
  }

  private func save(_ loaded: Model) throws {
    guard output != "-", !output.hasSuffix(".keras") else { return try DataFiles.save(loaded, to: output) }
    try naming([output]) { try loaded.saveWeights(to: output) }
  }

  private func value(_ history: History) -> ConfigValue {
    [
      "epoch": .array(history.epoch.map { .int($0) }),
      "history": .object(history.history.mapValues { .array($0.map { .double($0) }) }),
    ]
  }
}

/// `0:0.5,1:2`: factors by class.
struct ClassWeightOption: ExpressibleByArgument {
  let weights: [Int: Double]

  init?(argument: String) {
    var weights: [Int: Double] = [:]
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      let pair = part.split(separator: ":", omittingEmptySubsequences: false)
      guard pair.count == 2, let number = Int(pair[0]), number >= 0, let weight = Double(pair[1]), weight.isFinite,
        weights.updateValue(weight, forKey: number) == nil
      else { return nil }
    }
    self.weights = weights
  }
}
