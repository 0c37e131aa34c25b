import ArgumentParser
import ExampleOptions
import Foundation
import Keratin

/// Trains a feed-forward network on handwritten digits and says how well it reads ones that it has not seen.
@main
struct Digits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "digits",
    abstract: "Learns to read handwritten digits: 8 × 8 pixels, ten classes, 1438 samples to learn from, 359 to be tested on.")

  @OptionGroup var options: RunOptions

  @Option(help: "Where the learning curves are drawn, an SVG file.")
  var curves = "digits.svg"

  func run() throws {
    try options.apply()
    let (train, test) = try Datasets.digits()

    let model = Sequential(name: "digits") {
      Input(shape: [8, 8, 1])
      Flatten()
      Dense(128, activation: .relu, kernelRegularizer: .l2(1e-4))
      Dropout(0.3)
      Dense(64, activation: .relu)
      Dropout(0.3)
      Dense(10)
    }
    try model.compile(
      optimizer: .adam(learningRate: 2e-3),
      loss: .sparseCategoricalCrossentropy(fromLogits: true),
      metrics: [.accuracy])
    print(try model.summary())

    model.crossCheck = try options.makeCrossCheck()
    let history = try model.fit(
      train.x, train.y, batchSize: options.batchSize ?? 32, epochs: options.epochs ?? 40,
      validationData: (test.x, test.y))
    try history.writeSVG(to: curves, title: "Handwritten digits")
    print("learning curves in \(curves)")
    if let check = model.crossCheck { print(check.summary) }

    let scores = try model.evaluate(test.x, test.y, verbose: .silent)
    print(String(format: "test loss %.5f", scores.loss))
    print(String(format: "test accuracy %.4f", scores["accuracy"] ?? .nan))
  }
}
