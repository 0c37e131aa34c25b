import ArgumentParser
import ExampleOptions
import Foundation
import Keratin

/// Trains a feed-forward network on handwritten digits and says how well it reads ones that it has not seen.
@main
struct Digits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digits",
    abstract:
      "Learns to read handwritten digits: 8 × 8 pixels, ten classes, 1438 samples to learn from, 359 to be tested on.")

  @OptionGroup var options: RunOptions
  @OptionGroup var training: TrainingOptions

  @Option(help: "Where the learning curves are drawn, an SVG file.")
  var curves = "digits.svg"

  func run() throws {
    try options.apply()
    let (train, test) = try Datasets.digits()

    let model = Sequential(name: "digits") {
      Input(shape: [8, 8, 1])
      Flatten()
      Dense(256, activation: .relu)
      Dropout(0.3)
      Dense(128, activation: .relu)
      Dropout(0.3)
      Dense(10)
    }
    let optimizer = Adam(learningRate: 3e-3)
    try model.compile(
      optimizer: optimizer,
      loss: .sparseCategoricalCrossentropy(fromLogits: true),
      metrics: [.accuracy])
    print(try model.summary())

    // Large steps first, small ones to settle.
    let slowDown = LambdaCallback(onEpochEnd: { _, _ in optimizer.learningRate *= 0.87 })
    let history = try training.watch(model) {
      try model.fit(
        train.x, train.y, batchSize: training.batchSize ?? 32, epochs: training.epochs ?? 30, callbacks: [slowDown],
        validationData: (test.x, test.y))
    }
    try history.writeSVG(to: curves, title: "Handwritten digits")
    print("learning curves in \(curves)")

    let scores = try model.evaluate(test.x, test.y, verbose: .silent)
    print(String(format: "test loss %.5f", scores.loss))
    print(String(format: "test accuracy %.4f", scores["accuracy"] ?? .nan))
  }
}
