import Foundation
import Keratin
import Testing

/// Mistakes throw an error that says what was expected, what came, where and what to try.
@Suite struct MistakeTests {
  let problem: SmallProblem

  init() throws { problem = try SmallProblem() }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try withSession(body)
      return "nothing was thrown"
    } catch { return "\(error)" }
  }

  @Test func uncompiledModel() throws {
    let text = message {
      let model = Sequential {
        Input(shape: [4])
        Dense(1)
      }
      try model.fit(problem.x, problem.y, verbose: .silent)
    }
    #expect(
      text
        == "fit: expected a compiled model. Received: 'sequential', which is not compiled. Try: model.compile(optimizer: .adam(), loss: …) first."
    )
  }

  @Test func layersThatDoNotFit() {
    let text = message {
      let input = Input(shape: [4])
      let sum = Add()([Dense(3)(input), Dense(5)(input)])
      let model = Model(inputs: input, outputs: sum)
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
    }
    #expect(text.contains("add"))
    #expect(text.contains("[nil, 3]") && text.contains("[nil, 5]"))
    #expect(text.contains("MistakeTests.swift"))
  }

  @Test func inputOfAnotherShape() {
    let text = message {
      let model = try problem.makeModel()
      try model.fit(Tensor.zeros([50, 7]), problem.y, verbose: .silent)
    }
    #expect(text.contains("[nil, 4]") && text.contains("[50, 7]"))
  }

  @Test func numbersThatAreNoneInEvaluation() {
    let text = message {
      let model = try problem.makeModel()
      var rows = [Float](repeating: 0, count: 200)
      rows[4 * 7] = .nan
      try model.evaluate(Tensor(rows, shape: [50, 4]), problem.y, verbose: .silent)
    }
    #expect(text.contains("evaluate: expected finite numbers in x. Received: NaN or infinity in sample 7."))
  }

  @Test func aLayerWithoutACall() {
    final class Nothing: Layer {}
    #expect(
      message { _ = try Nothing()(Tensor.zeros([2, 3])).scalars(as: Float.self) }
        .contains("expected a layer that overrides call(_:_:). Received: Nothing, which does not."))
  }

  @Test func weightsBeyondMemory() {
    for units in [Int.max, 1 << 40] {
      let text = message {
        let model = Sequential {
          Input(shape: [4])
          Dense(units)
        }
        _ = try model.predict(problem.x, verbose: .silent)
      }
      #expect(text.contains("memory"))
    }
  }

  @Test func oneBatchHoweverLarge() throws {
    let model = try problem.makeModel()
    let history = try model.fit(problem.x, problem.y, batchSize: .max, verbose: .silent)
    #expect(history.epoch == [0])
    #expect(try model.optimizer?.iterations.value.scalar(as: Int32.self) == 1)
    #expect(try model.predict(problem.x, batchSize: .max, verbose: .silent).shape == [50, 1])
    #expect(try model.evaluate(problem.x, problem.y, batchSize: .max, verbose: .silent).loss.isFinite)
  }

  @Test func labelsOutOfRange() {
    let text = message {
      let model = Sequential {
        Input(shape: [4])
        Dense(3)
      }
      try model.compile(optimizer: .sgd(), loss: .sparseCategoricalCrossentropy(fromLogits: true))
      var labels = [Int32](repeating: 1, count: 50)
      labels[17] = 3
      try model.fit(problem.x, Tensor(labels), verbose: .silent)
    }
    #expect(text.contains("17") && text.contains("3"))
  }

  @Test func emptyData() {
    let text = message {
      let model = try problem.makeModel()
      try model.fit(Tensor.zeros([0, 4]), Tensor.zeros([0, 1]), verbose: .silent)
    }
    #expect(text.contains("at least one sample"))
  }

  @Test func batchSizeOfZero() {
    let text = message { try problem.makeModel().fit(problem.x, problem.y, batchSize: 0, verbose: .silent) }
    #expect(text == "fit: expected batchSize of at least 1. Received: 0.")
  }

  @Test func lengthsThatDiffer() {
    let text = message {
      try problem.makeModel().fit(problem.x, Tensor.zeros([49, 1]), verbose: .silent)
    }
    #expect(text.contains("as many samples in y as in x") && text.contains("49 and 50"))
  }

  @Test func unknownBackend() {
    let text = message { _ = try Backends.named("gpu") }
    #expect(text.contains("naive, simd") && text.contains("'gpu'"))
  }

  @Test func tooManyInputs() {
    let text = message {
      try problem.makeModel().fit([problem.x, problem.x], problem.y, verbose: .silent)
    }
    #expect(text.contains("1 inputs") && text.contains("2 tensors"))
  }

  @Test func unknownOutputName() {
    let text = message {
      let input = Input(shape: [4])
      let model = Model(inputs: input, outputs: [Dense(1, name: "a")(input), Dense(1, name: "b")(input)])
      try model.compile(optimizer: .sgd(), loss: ["a": .meanSquaredError, "c": .meanSquaredError])
    }
    #expect(text.contains("a, b") && text.contains("'c'"))
  }

  @Test func validationSplitThatLeavesNothing() {
    let text = message {
      try problem.makeModel().fit(
        problem.x[0..<1], problem.y[0..<1], verbose: .silent, validationSplit: 0.5)
    }
    #expect(text.contains("both sides of validationSplit"))
  }

  @Test func weightsOfTwoKinds() {
    let text = message {
      try problem.makeModel().fit(
        problem.x, problem.y, verbose: .silent, classWeight: [0: 2], sampleWeight: Tensor.ones([50]))
    }
    #expect(text.contains("either sampleWeight or classWeight"))
  }

  @Test func disconnectedOutput() {
    let text = message {
      let (a, b) = (Input(shape: [4], name: "a"), Input(shape: [4], name: "b"))
      let model = Model(inputs: a, outputs: Add()([Dense(2)(a), Dense(2)(b)]))
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
    }
    #expect(text.contains("'b'"))
  }

  @Test func namesThatRepeat() {
    let text = message {
      let input = Input(shape: [4])
      let model = Model(inputs: input, outputs: Dense(2, name: "same")(Dense(2, name: "same")(input)))
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
    }
    #expect(text.contains("'same'"))
  }

  @Test func valuesInAPlannedStep() {
    final class Peeking: Layer {
      override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
        try x.sum().scalar(as: Float.self) > 0 ? x : -x
      }
    }
    let text = message {
      let model = Sequential {
        Peeking()
        Dense(1)
      }
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
      try model.fit(problem.x, problem.y, verbose: .silent)
    }
    #expect(text.contains("runEagerly") && text.contains("which"))
  }

  @Test func nothingToPop() {
    #expect(message { try Sequential([Layer]()).pop() }.contains("a layer to take away"))
  }

  @Test(arguments: [-0.1, .nan, .infinity] as [Double])
  func learningRatesThatAreNone(_ rate: Double) throws {
    let model = Sequential {
      Input(shape: [2])
      Dense(1)
    }
    try? model.compile(optimizer: .adam(learningRate: rate), loss: .meanSquaredError)
    // Not only the first time.
    for _ in 0..<2 {
      let text = message { try model.fit(Tensor.ones([4, 2]), Tensor.ones([4, 1]), verbose: .silent) }
      #expect(text.contains("a finite learning rate of at least 0. Received: \(rate)"))
    }
    let optimizer = Adam()
    optimizer.learningRate = rate
    let weight = try Variable("w", Tensor([1]))
    #expect(throws: KeratinError.self) { try optimizer.apply([Tensor([1])], to: [weight]) }
    #expect(abs(optimizer.learningRate - 0.001) < 1e-9)
  }

  @Test func oneLayerTwiceInAStack() {
    let layer = Dense(2, name: "same")
    let text = message {
      let model = Sequential {
        Input(shape: [2])
        layer
        layer
      }
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
    }
    #expect(text.contains("Received: the layer 'same' twice. Try: Model(inputs:outputs:)"))
    let names = message {
      let model = Sequential([Dense(2, name: "same"), Dense(2, name: "same")])
      _ = try model.predict(Tensor.ones([1, 2]), verbose: .silent)
    }
    #expect(names.contains("two layers called 'same'"))
  }

  @Test(arguments: ["", "a/b"])
  func namesThatAreNoPartOfAPath(_ name: String) {
    #expect(Dense(1, name: name)(Input(shape: [2])).error?.expected.contains("without a slash") == true)
    #expect(Input(shape: [2], name: name).error?.expected.contains("without a slash") == true)
    let text = message {
      let model = Sequential(name: name) {
        Input(shape: [2])
        Dense(1)
      }
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
    }
    #expect(text.contains("without a slash"))
  }

  @Test func inputsOfNegativeExtents() {
    #expect(Input(shape: [2, -3]).error?.received == "-3 in shape [2, -3]")
    #expect(Input(shape: [2], batchSize: -2).error != nil)
    // No features at all are allowed, as in Keras.
    #expect(Dense(3)(Input(shape: [0])).shape == [nil, 3])
  }
}
