import Keratin
import Testing

/// NaN and infinity end training with the place where they came from, and leave the weights whole.
@Suite struct NonFiniteTests {
  @Test(arguments: Backends.all.map(\.name)) func dataWithNaN(backend: String) throws {
    try Backends.with(try Backends.named(backend)) {
      try withSession {
        let problem = try SmallProblem()
        var numbers: [Float] = try problem.x.scalars()
        numbers[4 * 23 + 2] = .nan
        let model = try problem.makeModel()
        let error = #expect(throws: KeratinError.self) {
          try model.fit(try Tensor(numbers, shape: [50, 4]), problem.y, batchSize: 10, verbose: .silent)
        }
        #expect(error?.kind == .nonFinite)
        #expect(error?.received.contains("sample 23") == true)
        #expect(try model.numbers().allSatisfy(\.isFinite))
      }
    }
  }

  /// A token outside the vocabulary is named, whatever is done with the model.
  @Test(arguments: [false, true]) func tokensWithoutARow(runEagerly: Bool) throws {
    try withSession {
      let model = Sequential {
        Input(shape: [3], elementType: .int32)
        Embedding(4, 2)
        Flatten()
        Dense(1)
      }
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError, runEagerly: runEagerly)
      let x = Tensor([[0, 1, 2], [3, 2, 7], [1, 1, 1]] as [[Int32]])
      let y = Tensor.ones([3, 1])
      let before = try model.numbers()
      for attempt in [
        { _ = try model.predict(x, verbose: .silent) }, { _ = try model.evaluate(x, y, verbose: .silent) },
        { _ = try model.fit(x, y, verbose: .silent, shuffle: false) },
      ] {
        let error = #expect(throws: KeratinError.self) { try attempt() }
        #expect(error?.expected.contains("0...3") == true, "\(String(describing: error))")
        #expect(error?.received.contains("7") == true)
        #expect(error?.layerPath?.contains("embedding") == true)
      }
      #expect(try model.numbers() == before)
    }
  }

  @Test func lossThatOverflows() throws {
    try withSession {
      let problem = try SmallProblem()
      let model = Sequential {
        Input(shape: [4])
        Dense(8, kernelInitializer: .constant(1e30), name: "first")
        Dense(1, kernelInitializer: .constant(1e30), name: "second")
      }
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
      let before = try model.numbers()
      let error = #expect(throws: KeratinError.self) { try model.fit(problem.x, problem.y, verbose: .silent) }
      #expect(error?.layerPath?.hasSuffix("second") == true)
      #expect(error?.operation == "dense")
      #expect(try model.numbers() == before)
    }
  }

  @Test(arguments: [false, true]) func failedStepLeavesTheLastWholeOne(runEagerly: Bool) throws {
    try withSession {
      let problem = try SmallProblem()
      var inputs: [Float] = try problem.x.scalars()
      inputs[4 * 45] = .nan
      let model = try problem.makeModel(runEagerly: runEagerly)
      let start = model.getWeights()
      #expect(throws: KeratinError.self) {
        try model.fit(
          try Tensor(inputs, shape: [50, 4]), problem.y, batchSize: 10, verbose: .silent, shuffle: false)
      }
      let reached = try model.numbers()
      try model.setWeights(start)
      try model.compile(optimizer: .sgd(learningRate: 0.05), loss: .meanSquaredError)
      try model.fit(problem.x[0..<40], problem.y[0..<40], batchSize: 10, verbose: .silent, shuffle: false)
      #expect(try model.numbers() == reached)
    }
  }

  @Test func terminateOnNaNDoesNotThrow() throws {
    try withSession {
      let problem = try SmallProblem()
      let model = try problem.makeModel()
      let history = try model.fit(
        problem.x * Double.nan, problem.y, epochs: 5, verbose: .silent, callbacks: [TerminateOnNaN()])
      #expect(history["loss"].count == 1)
      #expect(history["loss"][0].isNaN)
    }
  }
}
