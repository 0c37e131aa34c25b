import ArgumentParser
import Keratin

struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Writes a model or weights in another format.",
    discussion: """
      keratin convert model.keras model.safetensors

      The names say the formats: .keras is a whole model, .weights.h5, .safetensors and .npz hold weights, the same arrays under the same paths. Weights alone make no
      .keras: that needs the model.
      """)

  @Argument(help: "The file to read; - reads the standard input.") var source: String
  @Argument(help: "The file to write; - writes to the standard output, in the format that --to says.") var target:
    String
  @Option(
    help: "The format of what is written, where the name does not say it: .weights.h5, .safetensors, .npz or .keras.")
  var to: String?

  /// The format to write.
  private var format: String? {
    guard let to else { return WeightConversion.format(of: target) }
    return WeightConversion.format(of: to.hasPrefix(".") ? to : "." + to)
  }

  func validate() throws {
    let choices = WeightConversion.formats.joined(separator: ", ")
    guard let format else {
      throw ValidationError(
        target == "-"
          ? "To the standard output, --to must say the format: \(choices)."
          : "The file to write must end in \(choices), or --to must say its format: '\(to ?? target)'.")
    }
    guard source == "-" || WeightConversion.format(of: source) != nil else {
      throw ValidationError("The file to read must end in \(choices): '\(source)'.")
    }
    guard format != ".keras" || source == "-" || source.hasSuffix(".keras") else {
      throw ValidationError(
        "Weights alone make no model: '\(source)' does not say what the layers are. Load the weights into the model in Python or Swift, loadWeights(from:), and save that."
      )
    }
  }

  func run() throws {
    guard let format else { return }
    if format == ".keras" {
      let model = try DataFiles.model(source)
      return try DataFiles.save(model, to: target)
    }
    let count = try naming([source, target]) { try WeightConversion.convert(source, to: target, format: format) }
    if target != "-" { print("\(count) arrays written to \(target)") }
  }
}
