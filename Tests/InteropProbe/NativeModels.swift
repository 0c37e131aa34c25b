import Keratin

/// A model made here, and the batch that it is trained on.
struct NativeModel {
  let name: String
  let model: Model
  let inputs: [Tensor]
  let targets: [Tensor]
}

/// Models made with Keratin's own words, compiled; what they do not have, those of Tests/Fixtures/saved have.
func nativeModels() throws -> [NativeModel] {
  setRandomSeed(11)
  return try [
    network(), heads(), pictures(), sentences(), attention(), nesting(), expressions(), stack(), averaged(),
    penalized(),
  ]
}

private func numbers(_ shape: Shape, _ seed: UInt64) -> Tensor { Tensor.randomUniform(shape, seed: seed) * 2 - 1 }

private func labels(_ count: Int, _ classes: Int) -> Tensor { Tensor((0..<count).map { Int32($0 * 7 % classes) }) }

private func network() throws -> NativeModel {
  let model = Sequential(name: "network") {
    Input(shape: [4])
    Normalization()
    Dense(6, activation: .relu)
    BatchNormalization()
    Dropout(0)
    Dense(3, activation: .softmax)
  }
  try model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy(), metrics: [.accuracy])
  return NativeModel(name: "network", model: model, inputs: [numbers([6, 4], 1)], targets: [labels(6, 3)])
}

private func heads() throws -> NativeModel {
  let (a, b) = (Input(shape: [3], name: "a"), Input(shape: [2], name: "b"))
  let joined = Concatenate()([a, b])
  let shared = Dense(5, activation: .tanh, name: "shared")
  let hidden = shared(joined)
  let again = shared(hidden)
  let model = Model(
    inputs: [a, b],
    outputs: [Dense(1, name: "value")(again), Dense(3, activation: .softmax, name: "kind")(Add()([hidden, again]))])
  try model.compile(
    optimizer: .rmsprop(learningRate: 0.01, momentum: 0.5),
    loss: ["value": .huber(), "kind": .sparseCategoricalCrossentropy()], lossWeights: ["value": 0.5, "kind": 2],
    metrics: ["value": [.meanAbsoluteError], "kind": [.accuracy]])
  return NativeModel(
    name: "heads", model: model, inputs: [numbers([5, 3], 2), numbers([5, 2], 3)],
    targets: [numbers([5, 1], 4), labels(5, 3)])
}

private func pictures() throws -> NativeModel {
  let model = Sequential {
    Input(shape: [8, 8, 2])
    Conv2D(3, kernelSize: 3, padding: .same, activation: .relu)
    MaxPooling2D()
    BatchNormalization()
    SeparableConv2D(4, kernelSize: 2)
    Flatten()
    Dense(2)
  }
  try model.compile(optimizer: .sgd(learningRate: 0.05, momentum: 0.9, nesterov: true), loss: .meanSquaredError)
  return NativeModel(
    name: "pictures", model: model, inputs: [numbers([4, 8, 8, 2], 5)], targets: [numbers([4, 2], 6)])
}

private func sentences() throws -> NativeModel {
  let model = Sequential {
    Input(shape: [5], elementType: .int32)
    Embedding(7, 3, maskZero: true)
    Bidirectional(LSTM(3, returnSequences: true))
    GRU(2)
    Dense(1, activation: .sigmoid)
  }
  try model.compile(
    optimizer: .adamW(learningRate: 0.01, weightDecay: 0.1), loss: .binaryCrossentropy(), metrics: [.accuracy])
  let tokens = Tensor([[1, 2, 3, 0, 0], [4, 5, 6, 1, 2], [3, 0, 0, 0, 0], [6, 6, 1, 2, 0]] as [[Int32]])
  return NativeModel(
    name: "sentences", model: model, inputs: [tokens], targets: [Tensor([[0], [1], [1], [0]] as [[Float]])])
}

private func attention() throws -> NativeModel {
  let input = Input(shape: [4, 6])
  let attended = MultiHeadAttention(numHeads: 2, keyDim: 3)(input, value: input)
  let normal = LayerNormalization()(input + attended)
  let inner = Dense(6)(Dense(8, activation: .gelu)(normal))
  let model = Model(inputs: input, outputs: Dense(2)(GlobalAveragePooling1D()(LayerNormalization()(normal + inner))))
  // The bias of keys has no gradient but rounding errors, which must not be made as large as the rate.
  try model.compile(optimizer: .nadam(learningRate: 0.01, epsilon: 1e-3), loss: .meanSquaredError)
  return NativeModel(name: "attention", model: model, inputs: [numbers([3, 4, 6], 7)], targets: [numbers([3, 2], 8)])
}

private func nesting() throws -> NativeModel {
  let x = Input(shape: [3])
  let inner = Model(inputs: x, outputs: Add()([Dense(3, activation: .relu)(x), x]), name: "inner")
  let middle = Sequential(name: "middle") {
    Input(shape: [3])
    inner
    Dense(3)
  }
  let y = Input(shape: [3])
  let model = Model(inputs: y, outputs: Dense(2)(middle(middle(y))), name: "nesting")
  try model.compile(
    optimizer: .sgd(learningRate: .exponentialDecay(0.1, decaySteps: 2, decayRate: 0.5)), loss: .meanSquaredError)
  return NativeModel(name: "nesting", model: model, inputs: [numbers([4, 3], 9)], targets: [numbers([4, 2], 10)])
}

private func expressions() throws -> NativeModel {
  let x = Input(shape: [4])
  let y = Dense(4)(x)
  let z = exp(-(y * y)) + (2 * y - x) / 3
  let model = Model(
    inputs: x, outputs: Dense(2)(maximum(z, 0.1) - z.mean(axes: [-1], keepDims: true) + z.reshaped(to: [-1, 4])))
  try model.compile(optimizer: .adagrad(learningRate: 0.1), loss: .meanAbsoluteError)
  return NativeModel(name: "expressions", model: model, inputs: [numbers([5, 4], 11)], targets: [numbers([5, 2], 12)])
}

private func stack() throws -> NativeModel {
  let model = Sequential {
    Input(shape: [3, 2])
    Masking()
    RNN([GRUCell(3), LSTMCell(2)], returnSequences: true)
    TimeDistributed(Dense(2))
    SimpleRNN(2)
  }
  try model.compile(optimizer: .adamax(learningRate: 0.01), loss: .logCosh)
  return NativeModel(name: "stack", model: model, inputs: [numbers([3, 3, 2], 13)], targets: [numbers([3, 2], 14)])
}

private func averaged() throws -> NativeModel {
  let model = Sequential {
    Input(shape: [3])
    Dense(4, activation: .swish)
    Dense(2)
  }
  try model.compile(
    optimizer: Adam(learningRate: 0.05, globalClipnorm: 0.5, useEMA: true, emaMomentum: 0.8), loss: .meanSquaredError)
  return NativeModel(name: "averaged", model: model, inputs: [numbers([4, 3], 15)], targets: [numbers([4, 2], 16)])
}

private func penalized() throws -> NativeModel {
  let model = Sequential {
    Input(shape: [3])
    Dense(
      4, activation: .elu, kernelInitializer: .heNormal, kernelRegularizer: .l2(0.01),
      kernelConstraint: .maxNorm(1.5))
    LeakyReLU(negativeSlope: 0.1)
    Dense(2, useBias: false, kernelRegularizer: .l1l2(l1: 0.01, l2: 0.02))
  }
  try model.compile(optimizer: .lion(learningRate: 0.01), loss: .cosineSimilarity())
  return NativeModel(name: "penalized", model: model, inputs: [numbers([4, 3], 17)], targets: [numbers([4, 2], 18)])
}
