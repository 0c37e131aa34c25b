import ArgumentParser
import ExampleOptions
import Foundation
import Keratin

/// Teaches two LSTMs to add: one reads the question character by character, the other writes the answer.
@main
struct Addition: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "addition",
    abstract: "Learns to add two numbers of up to three digits, given and answered as characters, from examples alone.")

  @OptionGroup var options: RunOptions
  @OptionGroup var training: TrainingOptions

  @Option(help: "How many different questions there are; a tenth is held out.")
  var questions = 50_000

  func run() throws {
    try options.apply()
    guard (10...200_000).contains(questions) else {
      throw ValidationError("--questions \(questions): expected 10 to 200000, as many as there are easily found")
    }
    let problems = Problem.distinct(questions, seed: options.seed)
    let heldOut = problems.count / 10
    let (train, test) = (Array(problems.dropLast(heldOut)), Array(problems.suffix(heldOut)))
    let trainX = try Problem.inputs(train)
    let trainY = try Problem.targets(train)

    let model = Sequential(name: "addition") {
      Input(shape: [Problem.questionLength, Problem.alphabet.count])
      LSTM(128)
      RepeatVector(Problem.answerLength)
      LSTM(128, returnSequences: true)
      Dense(Problem.alphabet.count)
    }
    let epochs = training.epochs ?? 16
    let batchSize = training.batchSize ?? 128
    let steps = epochs * ((train.count + batchSize - 1) / batchSize)
    try model.compile(
      optimizer: Adam(learningRate: Schedules.CosineDecay(4e-3, decaySteps: steps, alpha: 0.01), globalClipnorm: 1),
      loss: .sparseCategoricalCrossentropy(fromLogits: true),
      metrics: [.accuracy])
    print(try model.summary())

    try training.watch(model) {
      try model.fit(
        trainX, trainY, batchSize: batchSize, epochs: epochs,
        validationData: (try Problem.inputs(test), try Problem.targets(test)))
    }

    let answers = try Problem.answers(model.predict(Problem.inputs(test), batchSize: 512, verbose: .silent))
    for (problem, answer) in zip(test, answers).prefix(8) {
      let verdict = answer == problem.answer ? "✓" : "✗ \(problem.answer)"
      print("\(problem.question.padded(to: Problem.questionLength)) = \(answer) \(verdict)")
    }
    let right = zip(test, answers).count { $0.answer == $1 }
    print(String(format: "sums right %.4f", Double(right) / Double(Swift.max(test.count, 1))))
  }
}
