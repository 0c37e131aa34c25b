import ArgumentParser
import ExampleOptions
import Foundation
import Keratin

/// Trains a convolutional network on handwritten digits and says how well it reads ones that it has not seen.
@main
struct ConvNet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convnet",
    abstract:
      "Learns to read handwritten digits with convolutions: 8 × 8 pixels, ten classes, 1438 samples to learn from, 359 to be tested on."
  )

  @OptionGroup var options: RunOptions
  @OptionGroup var training: TrainingOptions

  func run() throws {
    try options.apply()
    let (train, test) = try Datasets.digits()

    let model = Sequential(name: "convnet") {
      Input(shape: [8, 8, 1])
      block(Conv2D(32, kernelSize: 3, padding: .same, useBias: false))
      block(Conv2D(32, kernelSize: 3, padding: .same, useBias: false))
      MaxPooling2D()
      Dropout(0.25)
      block(Conv2D(64, kernelSize: 3, padding: .same, useBias: false))
      block(Conv2D(64, kernelSize: 3, padding: .same, useBias: false))
      Flatten()
      Dropout(0.5)
      Dense(10)
    }
    let optimizer = Adam(learningRate: 3e-3)
    try model.compile(
      optimizer: optimizer,
      loss: .sparseCategoricalCrossentropy(fromLogits: true),
      metrics: [.accuracy])
    print(try model.summary())

    // Large steps first, small ones to settle.
    let slowDown = LambdaCallback(onEpochEnd: { _, _ in optimizer.learningRate *= 0.85 })
    try training.watch(model) {
      try model.fit(
        train.x, train.y, batchSize: training.batchSize ?? 32, epochs: training.epochs ?? 20, callbacks: [slowDown],
        validationData: (test.x, test.y))
    }

    let scores = try model.evaluate(test.x, test.y, verbose: .silent)
    print(String(format: "test loss %.5f", scores.loss))
    print(String(format: "test accuracy %.4f", scores["accuracy"] ?? .nan))
  }

  /// A convolution, its channels brought to one scale, and what is below 0 cut off.
  private func block(_ convolution: Layer) -> [Layer] {
    [convolution, BatchNormalization(momentum: 0.9), ReLU()]
  }
}
