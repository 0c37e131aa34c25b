/// How much there is to compute: matrix products and convolutions alone, two operations a multiply-add.
extension Workload {
  /// The multiply-adds of one sample's forward pass, layer by layer, and whether the layer's input needs a gradient.
  private var products: [(count: Int, inputHasGradient: Bool)] {
    switch self {
    case .mlp: [(784 * 512, false), (512 * 512, true), (512 * 10, true)]
    case .cnn: [(26 * 26 * 9 * 32, false), (11 * 11 * 9 * 32 * 64, true), (1600 * 10, true)]
    case .resnet20: residualProducts
    case .lstm: [(80 * 512 * 256, true), (128, true)]
    case .lstmSeries: [(100 * 256 * 8, false), (100 * 256 * 64, true), (100 * 256 * 128, true), (64, true)]
    case .rnn: [(50 * 64 * 16, false), (50 * 64 * 64, true), (64, true)]
    case .tiny: [(64, false), (256, true), (48, true)]
    case .transformer:
      [(200 * 32 * 64 * 4, true), (2 * 2 * 200 * 200 * 32, true), (200 * 32 * 32 * 2, true), (640 + 40, true)]
    case .vggBlock:
      zip(zip([3, 64, 64, 128, 128, 256], [64, 64, 128, 128, 256, 256]), [64, 64, 32, 32, 16, 16]).map {
        ($1 * $1 * 9 * $0.0 * $0.1, $0.0 != 3)
      } + [(25600, true)]
    case .wideMLP: [(1024 * 4096, false), (4096 * 4096, true), (4096 * 1024, true)]
    }
  }

  private var residualProducts: [(count: Int, inputHasGradient: Bool)] {
    var products = [(count: 32 * 32 * 27 * 16, inputHasGradient: false)]
    var extent = 32
    for block in Workload.residualBlocks {
      extent /= block.stride
      products.append((extent * extent * 9 * block.inputs * block.outputs, true))
      products.append((extent * extent * 9 * block.outputs * block.outputs, true))
      if block.inputs != block.outputs { products.append((extent * extent * block.inputs * block.outputs, true)) }
    }
    return products + [(640, true)]
  }

  /// Operations of one sample's training: forward, and the gradients of weights and inputs, none for that of the data.
  var trainingOperations: Double { products.reduce(0) { $0 + Double(2 * $1.count * ($1.inputHasGradient ? 3 : 2)) } }
  /// Operations of one sample's prediction.
  var predictionOperations: Double { products.reduce(0) { $0 + Double(2 * $1.count) } }

  /// The numbers that an update keeps for each weight beside it: Adam's two moments, momentum's one.
  private var slots: Int {
    switch self {
    case .mlp, .cnn, .lstm, .lstmSeries, .rnn, .transformer: 2
    case .resnet20: 1
    case .tiny, .vggBlock, .wideMLP: 0
    }
  }

  /// The bytes of the weights and of what the update keeps beside them.
  func stateBytes(parameters: Int) -> Int { 4 * (1 + slots) * parameters }

  /// The bytes that a training step must move: weights and what the update keeps beside them, each read and written once, and
  /// the batch. Activations and gradients are not counted: in principle they can stay in the caches.
  func unavoidableBytes(parameters: Int, sampleBytes: Int) -> Double {
    Double(2 * stateBytes(parameters: parameters) + batchSize * sampleBytes)
  }
}
