import KeratinGraph
import KeratinKernels
import KeratinLayers
import KeratinTestSupport
import KeratinTraining

/// The models of models.json, built as their words in generators/models.py say.
func makeFixtureModel(_ name: String) throws -> Model {
  switch name {
  case "classifier": return classifier(named: name)
  case "frozen":
    let model = classifier(named: "classifier")
    try model.layer(named: "hidden").isTrainable = false
    return model
  case "logits": return stack(name, hidden: 6, Dense(3, name: "label"))
  case "binary": return stack(name, hidden: 5, Dense(1, activation: .sigmoid, name: "label"))
  case "regressor": return stack(name, hidden: 6, Dense(1, name: "value"))
  case "regularized":
    return Sequential(name: name) {
      Input(shape: [4])
      Dense(
        8, activation: .relu, kernelRegularizer: .l2(0.02), biasRegularizer: .l1l2(l1: 0.003, l2: 0.05), name: "hidden")
      Dense(3, activation: .softmax, kernelRegularizer: .l1(0.005), name: "label")
    }
  case "reshaping":
    return Sequential(name: name) {
      Input(shape: [4])
      Reshape([2, -1], name: "pairs")
      Dense(3, activation: .tanh, name: "each")
      Flatten(name: "flat")
      Dense(3, activation: .softmax, name: "label")
    }
  case "tokens":
    return Sequential(name: name) {
      Input(shape: [5], elementType: .int32)
      Embedding(7, 3, maskZero: true, name: "words")
      Dense(4, activation: .tanh, name: "each")
      GlobalAveragePooling1D(name: "mean")
      Dense(3, activation: .softmax, name: "label")
    }
  case "tagger":
    return Sequential(name: name) {
      Input(shape: [4, 2])
      Masking(name: "steps")
      Dense(4, activation: .tanh, name: "hidden")
      BatchNormalization(momentum: 0.8, name: "normal")
      Dense(3, activation: .softmax, name: "label")
    }
  case "two_headed":
    let (left, right) = (Input(shape: [4], name: "left"), Input(shape: [4], name: "right"))
    let shared = Dense(5, activation: .tanh, name: "shared")
    let (a, b) = (shared(left), shared(right))
    let label = Dense(3, activation: .softmax, name: "label")(Concatenate(name: "both")([a, b]))
    let score = Dense(1, name: "score")(Add(name: "sum")([a, b]))
    return Model(inputs: [left, right], outputs: [label, score], name: name)
  case "residual":
    let x = Input(shape: [4], name: "x")
    let step = Dense(4, activation: .tanh, name: "step")
    let once = step(x)
    let twice = step(once)
    return Model(inputs: x, outputs: Dense(1, name: "value")(Add(name: "sum")([x, once, twice])), name: name)
  case "convolutional":
    return Sequential(name: name) {
      Input(shape: [6, 6, 2])
      Conv2D(4, kernelSize: 3, padding: .same, activation: .relu, name: "convolution")
      BatchNormalization(name: "normalization")
      MaxPooling2D(name: "pooling")
      DepthwiseConv2D(kernelSize: 2, activation: .tanh, name: "depthwise")
      SeparableConv2D(3, kernelSize: 2, padding: .same, depthMultiplier: 2, name: "separable")
      GlobalAveragePooling2D(name: "mean")
      Dense(3, activation: .softmax, name: "label")
    }
  case "upsampling":
    return Sequential(name: name) {
      Input(shape: [5, 2])
      Conv1D(3, kernelSize: 2, padding: .causal, activation: .tanh, name: "causal")
      AveragePooling1D(poolSize: 2, strides: 1, name: "pooling")
      Conv1DTranspose(2, kernelSize: 3, strides: 2, padding: .same, activation: .tanh, name: "transposed")
      Flatten(name: "flat")
      Dense(1, name: "value")
    }
  default: throw FixtureError.missing("model", name)
  }
}

private func classifier(named name: String) -> Model {
  Sequential(name: name) {
    Input(shape: [4])
    Dense(8, activation: .relu, name: "hidden")
    Dense(3, activation: .softmax, name: "label")
  }
}

private func stack(_ name: String, hidden: Int, _ last: Layer) -> Model {
  Sequential(name: name) {
    Input(shape: [4])
    Dense(hidden, activation: .tanh, name: "hidden")
    last
  }
}
