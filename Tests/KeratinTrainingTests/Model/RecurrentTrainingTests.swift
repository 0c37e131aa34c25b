import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining
import Testing

/// Models with recurrent layers, trained.
@Suite struct RecurrentTrainingTests {
  /// Keras's losses, step by step, and its predictions afterwards.
  @Test func hasTheLossesOfKeras() throws {
    let sample = try Fixture("recurrent")["training"]
    let (x, y) = (try tensor(sample, "inputs"), try tensor(sample, "targets"))
    try Backends.with(Backends.naive) {
      try FloatPolicy.with(.float64) {
        let model = Sequential {
          Input(shape: [5, 2])
          LSTM(4, returnSequences: true)
          GRU(3)
          Dense(1)
        }
        try model.setWeights(
          try sample["weights"].map { try Tensor($0.values, shape: Shape($0.shape), elementType: .float64) })
        try model.compile(optimizer: .sgd(learningRate: 0.25), loss: .meanSquaredError)
        let history = try model.fit(x, y, batchSize: 4, epochs: 8, verbose: .silent, shuffle: false)
        let keras = try #require(sample.series["loss"] as [Double]?)
        try requireClose(history["loss"], keras, within: keras.map { 1e-12 * $0 })
        let outputs = try sample.tensor("outputs").values
        try requireClose(
          try model.predict(x, verbose: .silent).scalars(as: Double.self), outputs,
          within: outputs.map { 1e-12 * max(1, $0.magnitude) })
      }
    }
  }

  /// The states of a stateful layer pass from batch to batch of a plan, and end with `resetStates`.
  @Test func statesPassThroughPlans() throws {
    let x = Tensor.randomUniform([4, 6, 2], from: -1, to: 1, seed: 1)
    let whole = LSTM(3, name: "whole")
    let input = Input(shape: [3, 2], batchSize: 4)
    let layer = LSTM(3, stateful: true)
    let model = Model(inputs: input, outputs: layer(input))
    let expected = try whole(x).scalars(as: Float.self)
    try model.setWeights(whole.getWeights())
    for _ in 0..<2 {
      _ = try model.predict(x[.all, ..<3], batchSize: 4, verbose: .silent)
      let received = try model.predict(x[.all, 3...], batchSize: 4, verbose: .silent).scalars(as: Float.self)
      #expect(zip(received, expected).allSatisfy { ($0 - $1).magnitude < 1e-6 })
      try layer.resetStates()
    }
  }

  /// Whether a sequence began with a 1 is to be known at its end.
  @Test func learnsToRemember() throws {
    try withSession(seed: 5) {
      let bits = Tensor.randomUniform([64, 8, 1], seed: 2) .> 0.5
      let x = bits.cast(to: .float32)
      for layer in [SimpleRNN(8), LSTM(8), GRU(8), GRU(8, resetAfter: false)] as [Layer] {
        let model = Sequential {
          Input(shape: [8, 1])
          layer
          Dense(1, activation: .sigmoid)
        }
        try model.compile(optimizer: .adam(learningRate: 0.02), loss: .binaryCrossentropy())
        let history = try model.fit(x, x[.all, 0], batchSize: 16, epochs: 60, verbose: .silent)
        let losses = history["loss"]
        #expect(losses[losses.count - 1] < 0.1, "\(layer.name)")
      }
    }
  }

  private func tensor(_ sample: FixtureCase, _ role: String) throws -> Tensor {
    let tensor = try sample.tensor(role)
    return try Tensor(tensor.values, shape: Shape(tensor.shape), elementType: .float64)
  }
}
