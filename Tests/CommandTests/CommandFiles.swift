import Foundation
import Keratin
import KeratinTestSupport
import Testing

/// The built command, and files for it in a folder of their own.
struct CommandFiles {
  let folder: String
  let command = BuiltProgram(name: "keratin")

  /// Runs `body` with files that a test may add to.
  static func with<R>(_ body: (CommandFiles) throws -> R) throws -> R {
    try withTemporaryFolder { try body(CommandFiles(folder: $0)) }
  }

  subscript(name: String) -> String { folder + "/" + name }

  /// Runs the command; words that end like files of the folder's are paths in it.
  func run(_ line: String, input: Data? = nil) throws -> BuiltProgram.Outcome {
    let words = line.split(separator: " ").map { word in
      word.contains(".") && !word.hasPrefix("-") && word.first?.isNumber == false && !word.hasPrefix(".")
        ? self[String(word)] : String(word)
    }
    return try command.run(words, input: input)
  }

  /// What the command prints where it succeeds.
  func output(_ line: String, input: Data? = nil) throws -> String {
    let outcome = try run(line, input: input)
    #expect(outcome.status == 0, "\(line): \(outcome.errors)")
    #expect(outcome.errors == "", "\(line)")
    return outcome.output
  }

  /// The JSON that the command prints.
  func json(_ line: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output(line + " --json").utf8)) as? [String: Any])
  }

  /// A classifier with its data, `model.keras`, `x.npy`, `y.npy`; the model in memory is returned.
  @discardableResult
  func writeClassifier() throws -> Model {
    let model = Sequential {
      Input(shape: [6])
      Dense(8, activation: .relu)
      Dense(3, activation: .softmax)
    }
    try model.compile(
      optimizer: .adam(learningRate: 0.01), loss: .sparseCategoricalCrossentropy(), metrics: [.accuracy])
    try model.save(self["model.keras"])
    try NPY.write(classifierData.x, to: self["x.npy"])
    try NPY.write(classifierData.y, to: self["y.npy"])
    return model
  }

  var classifierData: (x: Tensor, y: Tensor) {
    (Tensor.randomUniform([50, 6], seed: 3), Tensor((0..<50).map { Int32($0 * 7 % 10 % 3) }))
  }

  /// A model of two inputs and two outputs, `two.keras`, with `in.npz` and `out.npz`.
  @discardableResult
  func writeBranched() throws -> Model {
    let (left, right) = (Input(shape: [4], name: "left"), Input(shape: [2], name: "right"))
    let joined = Concatenate()([left, right])
    let model = Model(
      inputs: [left, right],
      outputs: [Dense(3, activation: .softmax, name: "kind")(joined), Dense(1, name: "size")(joined)])
    try model.compile(
      optimizer: .sgd(), loss: ["kind": .sparseCategoricalCrossentropy(), "size": .meanSquaredError])
    try model.save(self["two.keras"])
    try NPZ.write(
      ["left": Tensor.randomUniform([20, 4], seed: 1), "right": Tensor.randomUniform([20, 2], seed: 2)],
      to: self["in.npz"])
    try NPZ.write(
      ["kind": Tensor((0..<20).map { Int32($0 % 3) }), "size": Tensor.randomUniform([20, 1], seed: 4)],
      to: self["out.npz"])
    return model
  }
}
