import ArgumentParser
import ExampleOptions
import Foundation
import Keratin

/// Learns how airline passengers go on from the months before, and says how well it foretells the last two years.
@main
struct Airline: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "airline",
    abstract: "Foretells monthly airline passengers, 1949 to 1960: learns from ten years, is tested on two.")

  @OptionGroup var options: RunOptions
  @OptionGroup var training: TrainingOptions

  /// The months that the model looks at, and those kept for the test.
  private static let window = 12
  private static let tested = 24

  func run() throws {
    try options.apply()
    let passengers = try Datasets.airlinePassengers().passengers
    let months = passengers.shape[0]
    let learned = months - Airline.tested

    // Growth is a factor, not a difference: the change of the logarithm against the same month a year before.
    let logarithms = log(passengers)
    let growth = logarithms[12..<months] - logarithms[0..<months - 12]
    let known = growth[0..<learned - 12]
    let (mean, deviation) = (known.mean(), known.standardDeviation())
    let series = ((growth - mean) / deviation).reshaped(to: [months - 12, 1])

    // Each window's target is the month that follows it.
    let count = learned - 12
    let dataset = try timeseriesDatasetFromArray(
      series[0..<count - 1], series[Airline.window..<count], sequenceLength: Airline.window,
      batchSize: training.batchSize ?? 16, shuffle: true, seed: options.seed)

    let model = Sequential(name: "airline") {
      Input(shape: [Airline.window, 1])
      LSTM(16)
      Dense(1)
    }
    try model.compile(optimizer: .adam(learningRate: 5e-3), loss: .meanSquaredError)
    print(try model.summary())
    try training.watch(model) {
      try model.fit(dataset, epochs: training.epochs ?? 60)
    }

    let windows = try timeseriesDatasetFromArray(
      series[count - Airline.window..<months - 13], nil, sequenceLength: Airline.window)
    let foretold = try model.predict(windows, verbose: .silent).reshaped(to: [Airline.tested]) * deviation + mean
    let lastYear = passengers[learned - 12..<months - 12]
    let truth = passengers[learned..<months]
    let error = try rootMeanSquare(lastYear * exp(foretold) - truth)
    let naive = try rootMeanSquare(lastYear - truth)
    print(String(format: "repeating the month a year before: RMSE %.2f thousand passengers", naive))
    print(String(format: "the model: RMSE %.2f thousand passengers", error))
  }

  private func rootMeanSquare(_ difference: Tensor) throws -> Double {
    try sqrt(square(difference).mean()).scalar(as: Double.self)
  }
}
