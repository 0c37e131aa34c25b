import Keratin
import Testing

/// Models of several inputs and outputs, shared layers, raw operations, models as layers.
@Suite struct FunctionalModelTests {
  @Test func sharedLayerHasOneSetOfWeights() throws {
    try withSession {
      let (a, b) = (Input(shape: [4], name: "a"), Input(shape: [4], name: "b"))
      let shared = Dense(3, name: "shared")
      let model = Model(inputs: [a, b], outputs: Add(name: "sum")([shared(a), shared(b)]))
      #expect(model.layers.map(\.name) == ["a", "b", "shared", "sum"])
      #expect(model.weights.count == 2)
      let x = Tensor.ones([2, 4])
      let both = try model.predict([x, x], verbose: .silent)
      let named = try model.predict(["b": x, "a": x], verbose: .silent)
      let direct = shared(x) * 2
      #expect(try both.isClose(to: direct))
      #expect(try both.isIdentical(to: named))
    }
  }

  @Test func rawOperationsAreNodes() throws {
    try withSession {
      let input = Input(shape: [3])
      let model = Model(inputs: input, outputs: exp(input * 2) + input)
      let x = Tensor([[0, 1, 2] as [Float]])
      let result = try model.predict(x, verbose: .silent)
      let isClose = try result.isClose(to: exp(x * 2) + x)
      #expect(isClose)
      #expect(model.outputs[0].shape == [nil, 3])
    }
  }

  @Test func zerosLikeAFunctionalTensorAreZeros() throws {
    try withSession {
      let input = Input(shape: [2])
      let model = Model(inputs: input, outputs: Tensor.ones(like: input))
      let x = Tensor([[Float.nan, .infinity]])
      let ones: [Float] = try model.predict(x, verbose: .silent).scalars()
      #expect(ones == [1, 1])
    }
  }

  @Test func severalOutputsHaveTheirOwnLosses() throws {
    try withSession {
      let problem = try SmallProblem()
      let input = Input(shape: [4])
      let hidden = Dense(8, activation: .relu)(input)
      let model = Model(
        inputs: input, outputs: [Dense(1, name: "value")(hidden), Dense(2, name: "side")(hidden)])
      try model.compile(
        optimizer: .adam(),
        loss: ["value": .meanSquaredError, "side": .sparseCategoricalCrossentropy(fromLogits: true)],
        lossWeights: ["side": 0.5], metrics: ["side": [.accuracy]])
      let side = Tensor(try problem.y.scalars(as: Float.self).map { Int32($0 > 0 ? 1 : 0) })
      let history = try model.fit(problem.x, ["value": problem.y, "side": side], epochs: 2, verbose: .silent)
      #expect(history.names == ["loss", "side_accuracy", "side_loss", "value_loss"])
      let scores = try model.evaluate(problem.x, [problem.y, side], verbose: .silent)
      #expect(scores.logs.names == ["loss", "value_loss", "side_loss", "side_accuracy"])
      #expect(abs(scores.loss - scores["value_loss"]! - 0.5 * scores["side_loss"]!) < 1e-5)
      #expect(try model.predictAll(problem.x, verbose: .silent).map(\.shape) == [[50, 1], [50, 2]])
    }
  }

  @Test func aModelIsALayer() throws {
    try withSession {
      let problem = try SmallProblem()
      let inner = Sequential(name: "inner") {
        Input(shape: [4])
        Dense(6, activation: .relu)
        Dropout(0.5)
      }
      let input = Input(shape: [4])
      let model = Model(inputs: input, outputs: Dense(1)(inner(input)))
      #expect(model.weights.count == 4)
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
      try model.fit(problem.x, problem.y, verbose: .silent)
      // In inference the dropout inside does nothing.
      let first = try model.predict(problem.x, verbose: .silent)
      #expect(try first.isIdentical(to: model.predict(problem.x, verbose: .silent)))
    }
  }

  @Test func frozenLayersStay() throws {
    try withSession {
      let problem = try SmallProblem()
      let first = Dense(4)
      let model = Sequential {
        Input(shape: [4])
        first
        Dense(1)
      }
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
      first.isTrainable = false
      let before: [Float] = try first.kernel.value.scalars()
      // Only the next compile takes notice.
      try model.fit(problem.x, problem.y, verbose: .silent)
      let moved: [Float] = try first.kernel.value.scalars()
      #expect(moved != before)
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError)
      try model.fit(problem.x, problem.y, verbose: .silent)
      #expect(try first.kernel.value.scalars() == moved)
    }
  }

  @Test func sequentialWithoutInputIsBuiltByData() throws {
    try withSession {
      let problem = try SmallProblem()
      let model = Sequential([Dense(3, activation: .relu), Dense(1)])
      #expect(model.weights.isEmpty)
      try model.compile(optimizer: .sgd(), loss: .meanSquaredError, metrics: [.meanSquaredError])
      try model.fit(problem.x, problem.y, verbose: .silent)
      #expect(model.weights.map(\.shape) == [[4, 3], [3], [3, 1], [1]])
      try model.pop()
      #expect(try model.predict(problem.x, verbose: .silent).shape == [50, 3])
    }
  }

  @Test func subclassCallsItsLayersItself() throws {
    final class Residual: Model {
      let inner = Dense(4, activation: .relu)
      let last = [Dense(2), Dense(1)]
      override func call(_ x: Tensor, _ context: CallContext) -> Tensor { last[1](last[0](x + inner(x))) }
    }
    try withSession {
      let problem = try SmallProblem()
      let model = Residual()
      #expect(model.name == "residual")
      try model.compile(optimizer: .adam(), loss: .meanSquaredError)
      let history = try model.fit(problem.x, problem.y, epochs: 20, verbose: .silent)
      #expect(model.weights.count == 6)
      #expect(history["loss"].last! < history["loss"][0])
    }
  }

  @Test func builderTakesControlFlow() throws {
    let isDeep = true
    let model = Sequential {
      Input(shape: [4])
      for units in [5, 6] { Dense(units) }
      if isDeep { Dense(7) } else { Dense(8) }
      Dense(1)
    }
    #expect(model.layers.compactMap { ($0 as? Dense)?.units } == [5, 6, 7, 1])
  }

  @Test func severalOutputsArePredictedByPredictAll() throws {
    try withSession {
      let x = Input(shape: [2])
      let model = Model(inputs: x, outputs: [Dense(1, name: "p")(x), Dense(3, name: "q")(x)])
      let ones = Tensor.ones([4, 2])
      let results = try model.predictAll(ones, verbose: .silent)
      #expect(results.map(\.shape) == [[4, 1], [4, 3]])
      let error = #expect(throws: KeratinError.self) { try model.predict(ones, verbose: .silent) }
      #expect(error?.received == "2 outputs: p, q")
      #expect(error?.suggestion?.contains("predictAll") == true)
    }
  }
}
