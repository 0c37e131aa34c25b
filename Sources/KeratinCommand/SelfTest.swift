import Keratin

/// Small networks whose training steps run on a backend, every kernel compared with naive's.
enum SelfTest {
  struct Result {
    let name: String
    /// How many kernels were compared, and the largest difference as a share of its bound.
    let kernels: Int
    let share: Double
    let loss: Double
    let failure: String?

    var text: String {
      if let failure { return failure }
      let percent = (share * 1000).rounded() / 10
      return "\(kernels) kernels agree with naive, the largest difference \(percent) % of its bound"
    }

    var value: ConfigValue {
      [
        "name": .string(name), "kernels": .int(kernels), "largest_share_of_bound": .double(share),
        "loss": .double(loss), "passed": .bool(failure == nil), "failure": failure.map { .string($0) } ?? .null,
      ]
    }
  }

  static func run(_ backend: any Backend) -> [Result] {
    [
      result("dense", backend) {
        Sequential {
          Input(shape: [6, 8])
          Flatten()
          Dense(37, activation: .relu)
          BatchNormalization()
          Dropout(0.25)
          Dense(5, activation: .softmax)
        }
      },
      result("convolution", backend) {
        Sequential {
          Input(shape: [6, 8])
          Reshape([6, 8, 1])
          Conv2D(7, kernelSize: 3, padding: .same, activation: .relu)
          MaxPooling2D(poolSize: 2)
          Flatten()
          Dense(5, activation: .softmax)
        }
      },
      result("recurrence", backend) {
        Sequential {
          Input(shape: [6, 8])
          LSTM(9, returnSequences: true)
          GRU(7)
          Dense(5, activation: .softmax)
        }
      },
    ]
  }

  /// Two training steps of the model.
  private static func result(_ name: String, _ backend: any Backend, _ make: () -> Sequential) -> Result {
    let check = CrossCheck(against: Backends.naive)
    do {
      let loss = try Backends.with(backend) {
        try RandomState.with(seed: 1) {
          let model = make()
          model.crossCheck = check
          try model.compile(optimizer: .adam(), loss: .sparseCategoricalCrossentropy(), metrics: [.accuracy])
          let history = try model.fit(
            Tensor.randomUniform([22, 6, 8], seed: 2), Tensor((0..<22).map { Int32($0 % 5) }), batchSize: 11,
            verbose: .silent)
          return history["loss"].last ?? .nan
        }
      }
      return Result(
        name: name, kernels: check.kernelCount, share: check.largestShare, loss: loss, failure: nil)
    } catch {
      let text = (error as? KeratinError).map(KeratinCommand.message) ?? "\(error)"
      return Result(
        name: name, kernels: check.kernelCount, share: check.largestShare, loss: .nan, failure: text)
    }
  }
}
