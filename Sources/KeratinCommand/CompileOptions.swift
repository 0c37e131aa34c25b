import ArgumentParser
import Keratin

/// What a model is trained or evaluated with, where it is not to be what its file says.
struct CompileOptions: ParsableArguments {
  @Option(
    help:
      "The loss by Keras's name in place of the file's: mse, sparse_categorical_crossentropy, …; for several outputs OUTPUT=LOSS,OUTPUT=LOSS."
  )
  var loss: String?

  @Option(
    help:
      "The metrics by Keras's names in place of the file's: accuracy,mae; for several outputs OUTPUT=METRIC,OUTPUT=METRIC."
  )
  var metrics: String?

  func validate() throws {
    for (text, option) in [(loss, "--loss"), (metrics, "--metrics")] {
      guard let text else { continue }
      let parts = CompileOptions.parts(text)
      guard !parts.isEmpty, parts.allSatisfy({ !$0.name.isEmpty }), Set(parts.map(\.output.isEmpty)).count == 1 else {
        throw ValidationError(
          "\(option) must be names, or OUTPUT=NAME for every output, separated by commas: '\(text)'.")
      }
    }
    try CompileOptions.requireKnown(metrics) { _ = try $0.metric($1) }
    try CompileOptions.requireKnown(loss) { _ = try $0.loss($1) }
    guard let loss else { return }
    let outputs = CompileOptions.parts(loss).map(\.output)
    guard Set(outputs).count == outputs.count else {
      throw ValidationError("--loss must be one for each output: '\(loss)'.")
    }
  }

  /// Throws a usage error for a name of which nothing can be made.
  static func requireKnown(_ text: String?, _ make: (ModelMaker, ConfigValue) throws -> Void) throws {
    for part in parts(text ?? "") {
      do { try make(ModelMaker(), .string(part.name)) } catch let error as KeratinError {
        throw ValidationError(KeratinCommand.message(error))
      }
    }
  }

  /// The names in a text and the outputs that they are for, empty for the only one.
  private static func parts(_ text: String) -> [(output: String, name: String)] {
    text.split(separator: ",").map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      return pair.count == 2 ? (pair[0], pair[1]) : ("", pair[0])
    }
  }

  /// Compiles the model with what was said. Throws where neither that nor its file says a loss.
  func apply(to model: Model, optimizer: String? = nil, learningRate: Double? = nil, file: String) throws {
    guard model.optimizer != nil || loss != nil else {
      throw WorkFailure(
        text:
          "\(StandardStreams.name(file)): the model was saved without being compiled. Try: --loss, with its name in Keras."
      )
    }
    if loss != nil || metrics != nil || optimizer != nil {
      let maker = ModelMaker()
      var losses: [String: any Loss] = [:]
      for part in CompileOptions.parts(loss ?? "") { losses[part.output] = try maker.loss(.string(part.name)) }
      var named: [String: [Metric]] = [:]
      for part in CompileOptions.parts(metrics ?? "") {
        named[part.output, default: []].append(try maker.metric(.string(part.name)))
      }
      try model.recompile(
        optimizer: optimizer.map { try maker.optimizer(.string($0)) }, losses: loss == nil ? nil : losses,
        metrics: metrics == nil ? nil : named)
    }
    if let learningRate { model.optimizer?.learningRate = learningRate }
  }
}
