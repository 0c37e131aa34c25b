import Keratin
import Testing

/// Same seed, same backend: the same bits.
@Suite(.serialized) struct DeterminismTests {
  private func train(_ backend: String) throws -> [Float] {
    try Backends.with(try Backends.named(backend)) {
      try withSession(seed: 5) {
        let (train, _) = try Datasets.digits()
        let model = Sequential {
          Input(shape: [8, 8, 1])
          Flatten()
          Dense(96, activation: .relu)
          Dropout(0.25)
          Dense(10)
        }
        try model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy(fromLogits: true))
        try model.fit(train.x[0..<500], train.y[0..<500], batchSize: 64, epochs: 2, verbose: .silent)
        return try model.numbers()
      }
    }
  }

  @Test(arguments: Backends.all.map(\.name)) func anyNumberOfThreads(backend: String) throws {
    try Backends.useThreads(1)
    let one = try train(backend)
    try Backends.useThreads(2)
    let two = try train(backend)
    try Backends.useThreads(3)
    #expect(try train(backend) == two)
    #expect(one == two)
    try Backends.useThreads(2)
  }

  @Test func initialWeightsAreTheSameOnAllBackends() throws {
    let weights = try Backends.all.map { backend in
      try Backends.with(backend) {
        try withSession(seed: 8) { try SmallProblem().makeModel().numbers() }
      }
    }
    #expect(weights.allSatisfy { $0 == weights[0] })
  }

  @Test func anotherSeedGivesOtherWeights() throws {
    let weights = try [1, 2].map { seed in try withSession(seed: seed) { try SmallProblem().makeModel().numbers() } }
    #expect(weights[0] != weights[1])
  }
}
