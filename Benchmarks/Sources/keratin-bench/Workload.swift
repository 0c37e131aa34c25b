import Keratin

/// One of the training workloads that every library is measured on: `peers/SPEC.md` says what each is.
enum Workload: String, CaseIterable {
  case mlp, tiny

  var batchSize: Int { self == .mlp ? 128 : 16 }
  /// Samples in one timed epoch.
  var sampleCount: Int { self == .mlp ? 12800 : 150 }
  var inputs: Int { self == .mlp ? 784 : 4 }
  var classes: Int { self == .mlp ? 10 : 3 }

  /// Operations of one sample's training: matrix products alone, forward and backward, none for the gradient of the data.
  var operationsPerSample: Double {
    let layers = self == .mlp ? [(784, 512), (512, 512), (512, 10)] : [(4, 16), (16, 16), (16, 3)]
    return layers.enumerated().reduce(0) { sum, layer in
      sum + Double(2 * layer.element.0 * layer.element.1 * (layer.offset == 0 ? 2 : 3))
    }
  }

  /// The names of the weights' files, in the order of the model's weights.
  var weightNames: [String] { ["d1", "d2", "d3"].flatMap { ["w.\($0).kernel", "w.\($0).bias"] } }

  /// The compiled model, with or without its dropout.
  func makeModel(dropout: Bool = true) throws -> Sequential {
    let model: Sequential
    let loss: Losses.SparseCategoricalCrossentropy
    let optimizer: Optimizer
    switch self {
    case .mlp:
      model = Sequential {
        Input(shape: [784])
        Dense(512, activation: .relu)
        if dropout { Dropout(0.2) }
        Dense(512, activation: .relu)
        if dropout { Dropout(0.2) }
        Dense(10)
      }
      (loss, optimizer) = (Losses.SparseCategoricalCrossentropy(fromLogits: true), .adam(learningRate: 1e-3))
    case .tiny:
      model = Sequential {
        Input(shape: [4])
        Dense(16, activation: .relu)
        Dense(16, activation: .relu)
        Dense(3, activation: .softmax)
      }
      (loss, optimizer) = (Losses.SparseCategoricalCrossentropy(), .sgd(learningRate: 0.01))
    }
    try model.compile(optimizer: optimizer, loss: loss)
    return model
  }

  /// Data and initial weights as `peers/spec.py export` wrote them to `folder`.
  func load(_ folder: String) throws -> (x: Tensor, y: Tensor, weights: [Tensor]) {
    (
      try NPY.read(folder + "/x.npy"), try NPY.read(folder + "/y.npy"),
      try weightNames.map { try NPY.read("\(folder)/\($0).npy") }
    )
  }

  /// Data of the same shapes and kind: normal inputs, labels from a random linear map.
  func synthesize() throws -> (x: Tensor, y: Tensor) {
    let x = Tensor.randomNormal([sampleCount, inputs], seed: 78)
    let teacher = Tensor.randomNormal([inputs, classes], seed: 77)
    return (x, x.matmul(teacher).argmax(axis: 1))
  }
}
