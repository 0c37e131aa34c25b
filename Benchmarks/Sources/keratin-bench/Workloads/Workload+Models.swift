import Keratin

extension Workload {
  /// The compiled model, with or without its dropout; layers have the names of `peers/spec.py`.
  func makeModel(dropout: Bool = true) throws -> Model {
    func drop(_ rate: Double) -> [Layer] { dropout ? [Dropout(rate)] : [] }
    let model: Model
    switch self {
    case .mlp:
      model = Sequential {
        Input(shape: [784])
        Dense(512, activation: .relu, name: "d1")
        drop(0.2)
        Dense(512, activation: .relu, name: "d2")
        drop(0.2)
        Dense(10, name: "d3")
      }
    case .cnn:
      model = Sequential {
        Input(shape: [28, 28, 1])
        Conv2D(32, kernelSize: 3, activation: .relu, name: "c1")
        MaxPooling2D()
        Conv2D(64, kernelSize: 3, activation: .relu, name: "c2")
        MaxPooling2D()
        Flatten()
        drop(0.5)
        Dense(10, name: "d1")
      }
    case .resnet20: model = residualNetwork()
    case .lstm:
      model = Sequential {
        Input(shape: [80], elementType: .int32)
        Embedding(Workload.vocabulary, 128, name: "emb")
        LSTM(128, name: "lstm")
        Dense(1, activation: .sigmoid, name: "d1")
      }
    case .lstmSeries:
      model = Sequential {
        Input(shape: [100, 8])
        LSTM(64, returnSequences: true, name: "lstm1")
        LSTM(64, name: "lstm2")
        Dense(1, name: "d1")
      }
    case .rnn:
      model = Sequential {
        Input(shape: [50, 16])
        SimpleRNN(64, name: "rnn")
        Dense(1, name: "d1")
      }
    case .tiny:
      model = Sequential {
        Input(shape: [4])
        Dense(16, activation: .relu, name: "d1")
        Dense(16, activation: .relu, name: "d2")
        Dense(3, activation: .softmax, name: "d3")
      }
    case .transformer: model = transformer(drop)
    case .vggBlock:
      let channels = [64, 64, 128, 128, 256, 256]
      model = Sequential {
        Input(shape: [64, 64, 3])
        channels.enumerated().flatMap { index, count -> [Layer] in
          let convolution = Conv2D(count, kernelSize: 3, padding: .same, activation: .relu, name: "c\(index + 1)")
          return index % 2 == 1 && index < 5 ? [convolution, MaxPooling2D()] : [convolution]
        }
        MaxPooling2D()
        GlobalAveragePooling2D()
        Dense(100, name: "d1")
      }
    case .wideMLP:
      model = Sequential {
        Input(shape: [1024])
        Dense(4096, activation: .relu, name: "d1")
        Dense(4096, activation: .relu, name: "d2")
        Dense(1024, name: "d3")
      }
    }
    try model.compile(optimizer: optimizer, loss: loss)
    return model
  }

  private var loss: any Loss {
    switch self {
    case .mlp, .cnn, .resnet20, .vggBlock: Losses.SparseCategoricalCrossentropy(fromLogits: true)
    case .tiny, .transformer: Losses.SparseCategoricalCrossentropy()
    case .lstm: Losses.BinaryCrossentropy()
    case .lstmSeries, .rnn, .wideMLP: Losses.MeanSquaredError()
    }
  }

  private var optimizer: Optimizer {
    switch self {
    case .mlp, .cnn, .lstm, .lstmSeries, .rnn, .transformer: .adam(learningRate: 1e-3)
    case .resnet20: .sgd(learningRate: 0.01, momentum: 0.9)
    case .tiny: .sgd(learningRate: 0.01)
    case .vggBlock: .sgd(learningRate: 0.05)
    case .wideMLP: .sgd(learningRate: 1)
    }
  }

  /// The blocks of ResNet-20: names, channels and strides.
  static let residualBlocks: [(name: String, inputs: Int, outputs: Int, stride: Int)] = (0..<9).map { index in
    let (stage, block) = (index / 3, index % 3)
    let isFirst = stage > 0 && block == 0
    let outputs = 16 << stage
    return ("s\(stage)b\(block)", isFirst ? outputs / 2 : outputs, outputs, isFirst ? 2 : 1)
  }

  private func residualNetwork() -> Model {
    func convolution(_ filters: Int, _ size: Int, _ stride: Int, _ name: String) -> Conv2D {
      Conv2D(
        filters, kernelSize: [size, size], strides: [stride, stride], padding: .same, kernelInitializer: .heNormal,
        kernelRegularizer: .l2(1e-4), name: name)
    }
    let image = Input(shape: [32, 32, 3])
    var x = ReLU()(BatchNormalization(name: "bn0")(convolution(16, 3, 1, "c0")(image)))
    for (name, inputs, outputs, stride) in Workload.residualBlocks {
      var y = convolution(outputs, 3, stride, name + "_c1")(x)
      y = ReLU()(BatchNormalization(name: name + "_bn1")(y))
      y = convolution(outputs, 3, 1, name + "_c2")(y)
      y = BatchNormalization(name: name + "_bn2")(y)
      let shortcut = inputs == outputs ? x : convolution(outputs, 1, stride, name + "_sc")(x)
      x = ReLU()(Add()([y, shortcut]))
    }
    let classes = Dense(10, kernelInitializer: .heNormal, kernelRegularizer: .l2(1e-4), name: "d1")
    return Model(inputs: image, outputs: classes(GlobalAveragePooling2D()(x)))
  }

  private func transformer(_ drop: (Double) -> [Layer]) -> Model {
    func dropped(_ x: Tensor, _ rate: Double) -> Tensor { drop(rate).reduce(x) { $1($0) } }
    let tokens = Input(shape: [200], elementType: .int32)
    let x = TokenAndPosition()(tokens)
    let attention = MultiHeadAttention(numHeads: 2, keyDim: 32, name: "mha")
    let attended = LayerNormalization(epsilon: 1e-6, name: "ln1")(Add()([x, dropped(attention([x, x]), 0.1)]))
    let hidden = Dense(32, name: "ffn2")(Dense(32, activation: .relu, name: "ffn1")(attended))
    let block = LayerNormalization(epsilon: 1e-6, name: "ln2")(Add()([attended, dropped(hidden, 0.1)]))
    let pooled = dropped(GlobalAveragePooling1D()(block), 0.1)
    let classified = dropped(Dense(20, activation: .relu, name: "d1")(pooled), 0.1)
    return Model(inputs: tokens, outputs: Dense(2, activation: .softmax, name: "d2")(classified))
  }
}
