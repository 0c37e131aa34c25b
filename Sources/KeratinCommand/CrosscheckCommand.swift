import ArgumentParser
import Keratin

struct CrosscheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crosscheck", abstract: "Compares every kernel that a model runs between backends.",
    discussion: """
      keratin crosscheck model.keras -x images.npy -y labels.npy --steps 10 --backends simd,openblas,naive

      The last backend is the reference: on each of the others the model predicts -x, and with -y it makes training steps, and each kernel's result is compared with
      the reference's from the same operands. Exit status 1 if one differs by more than the kernel's bound.
      """)

  @Argument(help: "The model, a .keras file; - reads it from the standard input.") var model: String
  @Option(name: .customShort("x"), help: "The inputs, an .npy or .npz file; - reads the standard input.") var x: String
  @Option(name: .customShort("y"), help: "The targets, for training steps; - reads the standard input.") var y: String?
  @Option(help: "How many training steps are made; 1 by default, and only with -y.") var steps: Int?
  @Option(
    help: "Two or more backends, separated by commas; the last is the reference. By default all that are built in.")
  var backends: String?
  @Option(help: "How many samples are worked on at a time.") var batchSize = 32
  @OptionGroup var compile: CompileOptions
  @Option(help: "How many threads work. By default what KERATIN_NUM_THREADS says, else all cores.") var threads: Int?
  @Flag(help: "Prints the results as JSON.") var json = false

  func validate() throws {
    try DataFiles.requirePositive(batchSize, "--batch-size")
    try DataFiles.requirePositive(steps, "--steps")
    try DataFiles.requirePositive(threads, "--threads")
    try DataFiles.requireOneStandardInput([model, x, y])
    guard steps == nil || y != nil else { throw ValidationError("--steps needs -y.") }
    let names = try chosen().map(\.name)
    guard names.count >= 2, Set(names).count == names.count else {
      throw ValidationError("--backends must name at least two backends, each once: '\(names.joined(separator: ","))'.")
    }
  }

  private func chosen() throws -> [any Backend] {
    guard let backends else { return Array(Backends.all.reversed()) }
    return try backends.split(separator: ",").map { try namedBackend(String($0)) }
  }

  func run() throws {
    if let threads { try Backends.useThreads(threads) }
    // The model is read once for each backend.
    try DataFiles.rereadable(model, compare)
  }

  private func compare(_ model: String) throws {
    let backends = try chosen()
    guard let reference = backends.last else { return }
    let names = try DataFiles.model(model, compile: false)
    let inputs = try DataFiles.tensors(x, names: names.inputNames)
    let targets = try y.map { try DataFiles.tensors($0, names: names.outputNames) }
    var entries: [ConfigValue] = []
    for backend in backends.dropLast() {
      let check = CrossCheck(against: reference)
      let loss = try naming([model]) { try Backends.with(backend) { try run(model, inputs, targets, check) } }
      entries.append([
        "backend": .string(backend.name), "reference": .string(reference.name), "kernels": .int(check.kernelCount),
        "largest_share_of_bound": .double(check.largestShare), "largest_at": .string(check.largestAt),
        "loss": loss.map { .double($0) } ?? .null,
      ])
      if !json { print("\(backend.name): \(check.summary)" + (loss.map { "; loss \($0)" } ?? "")) }
    }
    if json { try printJSON(.array(entries)) }
  }

  /// Predicts and trains with a check of every kernel. Returns the loss of the last step.
  private func run(
    _ model: String, _ inputs: any ModelData, _ targets: (any ModelData)?, _ check: CrossCheck
  ) throws -> Double? {
    try RandomState.with(seed: 1) {
      let loaded = try DataFiles.model(model, compile: targets != nil)
      loaded.crossCheck = check
      _ = try naming([x, model]) { try loaded.predictAll(inputs, batchSize: batchSize, verbose: .silent) }
      guard let targets else { return nil }
      try compile.apply(to: loaded, file: model)
      let limit = steps ?? 1
      let history = try naming([x, y, model]) {
        // An epoch has at least one step.
        try loaded.fit(
          inputs, targets, batchSize: batchSize, epochs: limit, verbose: .silent, callbacks: [StepLimit(limit)],
          shuffle: false)
      }
      return history["loss"].last
    }
  }
}

/// Ends training after a number of steps.
private final class StepLimit: Callback {
  private var left: Int

  init(_ count: Int) { left = count }

  override func onTrainBatchEnd(_ batch: Int, _ logs: Logs) {
    left -= 1
    if left == 0 { model?.stopTraining = true }
  }
}
