import Keratin

/// A model to be saved and loaded, with data for it.
struct SavedModel: Sendable, CustomStringConvertible {
  let description: String
  /// The model, compiled or not.
  let make: @Sendable () throws -> Model
  /// One batch for each input.
  let inputs: @Sendable () throws -> [Tensor]

  init(
    _ name: String, inputs: @autoclosure @escaping @Sendable () throws -> [Tensor] = [numbers([6, 8])],
    _ make: @escaping @Sendable () throws -> Model
  ) {
    (description, self.make, self.inputs) = (name, make, inputs)
  }

  /// The model in a program of its own, so that names do not depend on what other tests make.
  func model() throws -> Model { try withSession(seed: 7, make) }

  /// Different numbers around 0, the same every time.
  static func numbers(_ shape: Shape, seed: UInt64 = 1) -> Tensor {
    Tensor.randomUniform(shape, from: -1, to: 1, seed: seed)
  }

  static func tokens(_ rows: [[Int32]]) -> Tensor { Tensor(rows) }
}

func numbers(_ shape: Shape, seed: UInt64 = 1) -> Tensor { SavedModel.numbers(shape, seed: seed) }

extension SavedModel {
  static let all: [SavedModel] = [
    SavedModel("stack") {
      let model = Sequential {
        Input(shape: [8])
        Dense(5, activation: .relu, kernelRegularizer: .l2(0.01))
        Dropout(0.5)
        Dense(3, activation: .softmax)
      }
      try model.compile(
        optimizer: .adam(learningRate: 0.01), loss: .categoricalCrossentropy(), metrics: [.accuracy])
      return model
    },
    SavedModel("shared", inputs: [numbers([6, 8]), numbers([6, 8], seed: 2)]) {
      let (a, b) = (Input(shape: [8], name: "left"), Input(shape: [8], name: "right"))
      let shared = Dense(4, activation: .tanh)
      let (x, y) = (shared(a), shared(b))
      let z = shared(Dense(8)(x))
      let model = Model(inputs: [a, b], outputs: [Dense(1, name: "out")(x + y * z), Dense(2, name: "side")(z)])
      try model.compile(
        optimizer: .sgd(learningRate: 0.1, momentum: 0.9),
        loss: ["out": .meanSquaredError, "side": .meanAbsoluteError],
        lossWeights: ["side": 0.5], metrics: ["out": [.meanAbsoluteError]])
      return model
    },
    SavedModel("nested") {
      let inner = Input(shape: [4])
      let functional = Model(inputs: inner, outputs: [Dense(4)(inner), relu(inner)], name: "inner")
      let sequential = Sequential(name: "stack") {
        Dense(4, activation: .sigmoid)
        Dense(4)
      }
      let x = Input(shape: [8])
      let y = Dense(4)(x)
      let first = functional.results([y])
      let second = functional.results([first[0] + first[1]])
      let model = Model(inputs: x, outputs: [sequential(sequential(second[0])), second[1], first[0]])
      try model.compile(optimizer: .rmsprop(), loss: .meanSquaredError)
      return model
    },
    SavedModel("operations") {
      let x = Input(shape: [8])
      var y = relu(x) * 2 + 1
      y = (y - x) / (abs(x) + 3) + square(x)
      y = y.reshaped(to: [-1, 2, 4])
      y = Tensor.concatenated([y, y.transposed(axes: [0, 1, 2]) * 0.5], axis: -1)
      y = y.matmul(y, transposeB: true)
      y = softmax(y[.all, 0...1, 0...] + y.mean(axis: -1, keepDims: true))
      y = which(y .> 0.5, y, y + Tensor([[1, 2], [3, 4]]))
      let z = y.max(axes: [1]) + pow(y, 2).sum(axis: 1) + tanh(y[.all, 0])
      let w = Tensor.stacked([z, z.reversed(axes: [1])], axis: 1).reshaped(to: [-1, 4])
      return Model(inputs: x, outputs: [Dense(3)(z), w.expandingDimension(at: -1).squeezed(axis: -1)])
    },
    SavedModel(
      "masked", inputs: [tokens([[3, 1, 2, 0, 0], [4, 4, 0, 0, 0], [1, 2, 3, 4, 1]]), numbers([3, 5, 2])]
    ) {
      let (words, steps) = (Input(shape: [5], elementType: .int32), Input(shape: [5, 2]))
      let encoded = LSTM(3, returnState: true).results([Embedding(6, 4, maskZero: true)(words)])
      // With initial states Keras gives a layer no mask by itself.
      let decoded = LSTM(3, returnSequences: true)([Dropout(0)(Masking()(steps)), encoded[1], encoded[2]])
      let attended = MultiHeadAttention(numHeads: 2, keyDim: 3, useCausalMask: true)(decoded, value: decoded)
      let mean = GlobalAveragePooling1D()(attended)
      let model = Model(inputs: [words, steps], outputs: [Dense(2)(mean), Bidirectional(GRU(2))(decoded)])
      try model.compile(optimizer: .adam(), loss: .meanSquaredError)
      return model
    },
    SavedModel("trainingCalls") {
      let x = Input(shape: [8])
      return Model(inputs: x, outputs: Dropout(0.5)(Dense(3)(x), training: false))
    },
  ]
}
