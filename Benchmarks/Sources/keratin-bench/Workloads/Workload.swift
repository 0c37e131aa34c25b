import ArgumentParser

/// One of the workloads that every library is measured on: `peers/SPEC.md` says what each is.
enum Workload: String, CaseIterable, ExpressibleByArgument {
  case mlp, cnn, resnet20, lstm
  case lstmSeries = "lstm_ts"
  case rnn, tiny, transformer
  case vggBlock = "vgg_block"
  case wideMLP = "wide_mlp"

  var batchSize: Int {
    switch self {
    case .mlp, .cnn, .resnet20: 128
    case .lstm, .rnn, .transformer: 32
    case .lstmSeries: 64
    case .tiny, .vggBlock: 16
    case .wideMLP: 256
    }
  }

  /// Samples in one timed epoch.
  var sampleCount: Int {
    switch self {
    case .mlp: 12800
    case .cnn: 6400
    case .resnet20: 1280
    case .lstm, .transformer: 1600
    case .lstmSeries, .rnn: 3200
    case .tiny: 150
    case .vggBlock: 128
    case .wideMLP: 2560
    }
  }

  /// Samples in one timed pass of `predict`.
  var predictCount: Int {
    switch self {
    case .mlp: 10240
    case .cnn: 5120
    case .resnet20: 1024
    case .lstm, .lstmSeries, .rnn, .wideMLP: 2560
    case .tiny: 150
    case .transformer: 1280
    case .vggBlock: 256
    }
  }

  /// The words in the vocabulary of texts.
  static let vocabulary = 20000
}
