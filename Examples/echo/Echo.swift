import ArgumentParser
import ExampleOptions
import Foundation
import Keratin

/// Teaches a simple recurrent network to repeat what it heard some steps ago: all that it knows of it is in its state.
@main
struct Echo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "echo",
    abstract: "A SimpleRNN learns to say at each step which of four symbols it heard five steps before.")

  @OptionGroup var options: RunOptions
  @OptionGroup var training: TrainingOptions

  private static let symbols = 4
  private static let delay = 5
  private static let steps = 24

  func run() throws {
    try options.apply()
    var random = SeededGenerator(seed: options.seed)
    let train = try Echo.sequences(4096, &random)
    let test = try Echo.sequences(512, &random)

    let model = Sequential(name: "echo") {
      Input(shape: [Echo.steps, Echo.symbols])
      SimpleRNN(64, returnSequences: true)
      Dense(Echo.symbols + 1)
    }
    try model.compile(
      optimizer: Adam(learningRate: 3e-3, globalClipnorm: 1),
      loss: .sparseCategoricalCrossentropy(fromLogits: true), metrics: [.accuracy])
    print(try model.summary())

    try training.watch(model) {
      try model.fit(
        train.x, train.y, batchSize: training.batchSize ?? 64, epochs: training.epochs ?? 10,
        validationData: (test.x, test.y))
    }

    let scores = try model.evaluate(test.x, test.y, verbose: .silent)
    print(String(format: "test loss %.5f", scores.loss))
    print(String(format: "test accuracy %.4f", scores["accuracy"] ?? .nan))
  }

  /// Sequences of one-hot symbols, and what is to be said at each step: the symbol of `delay` steps before, or one more than there
  /// are symbols while there is none.
  private static func sequences(_ count: Int, _ random: inout SeededGenerator) throws -> (x: Tensor, y: Tensor) {
    var x = [Float](repeating: 0, count: count * steps * symbols)
    var y = [Int32](repeating: Int32(symbols), count: count * steps)
    for place in 0..<count * steps {
      let symbol = Int.random(in: 0..<symbols, using: &random)
      x[place * symbols + symbol] = 1
      if place % steps + delay < steps { y[place + delay] = Int32(symbol) }
    }
    return (try Tensor(x, shape: [count, steps, symbols]), try Tensor(y, shape: [count, steps]))
  }
}
