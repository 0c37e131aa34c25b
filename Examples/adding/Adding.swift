import ArgumentParser
import ExampleOptions
import Foundation
import Keratin

/// Teaches a gated recurrent network the adding problem of Hochreiter and Schmidhuber (1997): two numbers in a long sequence are
/// marked, and their sum is asked for at the end.
@main
struct Adding: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adding",
    abstract: "A GRU learns to add the two marked numbers of a sequence of forty.")

  @OptionGroup var options: RunOptions
  @OptionGroup var training: TrainingOptions

  private static let steps = 40

  func run() throws {
    try options.apply()
    var random = SeededGenerator(seed: options.seed)
    let train = try Adding.sequences(10_000, &random)
    let test = try Adding.sequences(1_000, &random)

    let model = Sequential(name: "adding") {
      Input(shape: [Adding.steps, 2])
      GRU(48)
      Dense(1)
    }
    try model.compile(
      optimizer: Adam(learningRate: 5e-3, globalClipnorm: 1), loss: .meanSquaredError,
      metrics: [.meanAbsoluteError])
    print(try model.summary())

    try training.watch(model) {
      try model.fit(
        train.x, train.y, batchSize: training.batchSize ?? 64, epochs: training.epochs ?? 15,
        validationData: (test.x, test.y))
    }

    let scores = try model.evaluate(test.x, test.y, verbose: .silent)
    print(String(format: "always saying 1 errs by %.4f", try Adding.meanSquare(test.y - 1)))
    print(String(format: "mean squared error %.5f", scores.loss))
  }

  private static func meanSquare(_ x: Tensor) throws -> Double { try (x * x).mean().scalar(as: Double.self) }

  /// Numbers of 0 to 1 in the first feature, in the second 1 for one number of the first half and one of the second; and the sums of
  /// the two.
  private static func sequences(_ count: Int, _ random: inout SeededGenerator) throws -> (x: Tensor, y: Tensor) {
    var x = [Float](repeating: 0, count: count * steps * 2)
    var y = [Float](repeating: 0, count: count)
    for row in 0..<count {
      for step in 0..<steps { x[(row * steps + step) * 2] = Float.random(in: 0..<1, using: &random) }
      for half in 0..<2 {
        let step = half * steps / 2 + Int.random(in: 0..<steps / 2, using: &random)
        x[(row * steps + step) * 2 + 1] = 1
        y[row] += x[(row * steps + step) * 2]
      }
    }
    return (try Tensor(x, shape: [count, steps, 2]), try Tensor(y, shape: [count, 1]))
  }
}
