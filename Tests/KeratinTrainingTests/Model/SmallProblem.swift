import Keratin

/// A regression problem that a small network learns in a few epochs.
struct SmallProblem {
  let x: Tensor
  let y: Tensor

  init(samples: Int = 50) throws {
    var source = RandomSource(RandomKey(seed: 11))
    let inputs = (0..<samples * 4).map { _ in Float(2 * source.uniform() - 1) }
    let targets = (0..<samples).map { sample -> Float in
      let row = Array(inputs[4 * sample..<4 * sample + 4])
      return row[0] - 2 * row[1] * row[2]
    }
    x = try Tensor(inputs, shape: [samples, 4])
    y = try Tensor(targets, shape: [samples, 1])
  }

  /// A compiled network for it.
  func makeModel(
    optimizer: Optimizer = .sgd(learningRate: 0.05), dropout: Double = 0, runEagerly: Bool = false
  ) throws -> Sequential {
    let model = Sequential {
      Input(shape: [4])
      Dense(8, activation: .tanh)
      if dropout > 0 { Dropout(dropout) }
      Dense(1)
    }
    try model.compile(optimizer: optimizer, loss: .meanSquaredError, runEagerly: runEagerly)
    return model
  }
}

extension Model {
  /// All weights as one list of numbers.
  func numbers() throws -> [Float] { try getWeights().flatMap { try $0.scalars(as: Float.self) } }
}
