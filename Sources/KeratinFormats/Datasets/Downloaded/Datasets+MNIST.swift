internal import KeratinGraph
internal import KeratinKernels

extension Datasets {
  /// 70000 grey images of handwritten digits, 28 × 28 pixels: 60000 to train with, 10000 to test with.
  ///
  /// Downloaded at first use: the counterpart of `keras.datasets.mnist.load_data`.
  ///
  ///     let (train, test) = try Datasets.mnist()
  ///     let x = train.x.cast(to: .float32) / 255
  ///
  /// - Returns: `x`, uint8 [n, 28, 28], 0 to 255, and `y`, int32 [n], the digit.
  ///
  /// Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits". CC BY-SA 3.0.
  public static func mnist(_ source: DatasetSource = DatasetSource()) throws -> (train: Samples, test: Samples) {
    try mnist(
      source,
      RemoteFile(name: "mnist.npz", digest: "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1"))
  }

  package static func mnist(_ source: DatasetSource, _ file: RemoteFile) throws -> (train: Samples, test: Samples) {
    let path = try file.path(source)
    let arrays = try NPZ.read(path)
    func samples(_ part: String) throws -> Samples {
      guard let x = arrays["x_\(part)"], let y = arrays["y_\(part)"], x.rank == 3, y.rank == 1,
        x.shape[0] == y.shape[0]
      else {
        throw KeratinError(
          .file, expected: "images x_\(part) and labels y_\(part) in \(path)",
          received: "\(arrays.keys.sorted())", operation: "Datasets.mnist")
      }
      return Samples(x: x, y: y.cast(to: .int32))
    }
    return try (samples("train"), samples("test"))
  }

  /// The articles of ``fashionMNIST(_:)``, in the order of their labels.
  public static let fashionArticles = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
  ]

  /// 70000 grey images of articles of clothing, 28 × 28 pixels: 60000 to train with, 10000 to test with.
  ///
  /// Downloaded at first use: the counterpart of `keras.datasets.fashion_mnist.load_data`.
  ///
  /// - Returns: `x`, uint8 [n, 28, 28], 0 to 255, and `y`, int32 [n], the index in ``fashionArticles``.
  ///
  /// Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017. MIT.
  public static func fashionMNIST(_ source: DatasetSource = DatasetSource()) throws -> (train: Samples, test: Samples) {
    func tensor(_ name: String) throws -> Tensor {
      try RemoteFile(name: "\(name)-ubyte.gz", subdirectory: "datasets/fashion-mnist").decoded(source, IDX.read)
    }
    func samples(_ part: String) throws -> Samples {
      let (y, x) = try (tensor("\(part)-labels-idx1"), tensor("\(part)-images-idx3"))
      guard x.rank == 3, y.rank == 1, x.shape[0] == y.shape[0] else {
        throw KeratinError(
          .file, expected: "as many images as labels in \(part)-images-idx3-ubyte.gz",
          received: "shapes \(x.shape) and \(y.shape)", operation: "Datasets.fashionMNIST")
      }
      return Samples(x: x, y: y.cast(to: .int32))
    }
    return try (samples("train"), samples("t10k"))
  }
}
