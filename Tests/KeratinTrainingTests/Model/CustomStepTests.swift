import Keratin
import Testing

/// Training steps of the user's own, traced and planned like the built-in one.
@Suite struct CustomStepTests {
  /// Two models, two optimizers, one step: a generator that learns the mean of the data from a discriminator.
  final class Adversaries: Model {
    let generator = Sequential {
      Input(shape: [2])
      Dense(8, activation: .tanh)
      Dense(1)
    }
    let discriminator = Sequential {
      Input(shape: [1])
      Dense(8, activation: .tanh)
      Dense(1)
    }
    let generatorOptimizer = Adam(learningRate: 0.01, beta1: 0.5)
    let discriminatorOptimizer = Adam(learningRate: 0.01, beta1: 0.5)
    let steps = Variable("steps", zeros: TensorType(.scalar, .int32), path: "steps")

    override func call(_ x: Tensor, _ context: CallContext) -> Tensor { generator(x) }

    override func trainStep(_ batch: Batch) throws -> [String: Tensor] {
      let loss = Losses.BinaryCrossentropy(fromLogits: true)
      let (noise, real) = (batch.x, batch.y)
      let fake = generator(noise, training: true)
      let realScore = discriminator(real, training: true)
      let fakeScore = discriminator(fake.stopGradient(), training: true)
      let discriminatorLoss =
        try loss(Tensor.ones(like: realScore), realScore)
        + loss(Tensor.zeros(like: fakeScore), fakeScore)
      let variables = discriminator.trainableVariables
      try discriminatorOptimizer.apply(
        gradient(of: discriminatorLoss, with: variables.map(\.value)), to: variables)
      // The discriminator that judges now is the one that was just updated.
      let score = discriminator(fake, training: true)
      let generatorLoss = try loss(Tensor.ones(like: score), score)
      let weights = generator.trainableVariables
      try generatorOptimizer.apply(gradient(of: generatorLoss, with: weights.map(\.value)), to: weights)
      try steps.assign(steps.value + 1)
      return ["discriminator": discriminatorLoss, "generator": generatorLoss, "mean": fake.mean()]
    }
  }

  private func train(runEagerly: Bool, epochs: Int) throws -> (Adversaries, History) {
    try withSession(seed: 1) {
      let count = 256
      let noise = Tensor.randomNormal([count, 2], seed: 1)
      let real = Tensor.randomNormal([count, 1], seed: 2) * 0.3 + 2
      let model = Adversaries()
      try model.compile(optimizer: .sgd(), runEagerly: runEagerly)
      let history = try model.fit(noise, real, batchSize: 64, epochs: epochs, verbose: .silent)
      return (model, history)
    }
  }

  @Test func twoModelsTrainInOneStep() throws {
    let (model, history) = try train(runEagerly: false, epochs: 100)
    #expect(try model.steps.value.scalar(as: Int32.self) == 400)
    #expect(history.names == ["discriminator", "generator", "mean"])
    // The generated mean starts near 0 and finds the data's, 2.
    #expect(abs(history["mean"][0] - 2) > 1.5)
    let last = history["mean"].suffix(50).reduce(0, +) / 50
    #expect(abs(last - 2) < 0.2)
  }

  @Test func plannedAndEagerAgree() throws {
    let (planned, _) = try train(runEagerly: false, epochs: 2)
    let (eager, _) = try train(runEagerly: true, epochs: 2)
    #expect(try planned.numbers() == eager.numbers())
  }
}
