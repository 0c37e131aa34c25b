internal import KeratinGraph
internal import KeratinKernels

/// Which labels of ``Datasets/cifar100(labelMode:_:)`` are given.
public enum CIFAR100Labels: String, Sendable, Hashable, CaseIterable {
  /// The class, one of 100.
  case fine
  /// The group of five classes, one of 20.
  case coarse
}

extension Datasets {
  /// The classes of ``cifar10(_:)``, in the order of their labels.
  public static let cifar10Classes = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  /// 60000 colour images of ten classes, 32 × 32 pixels: 50000 to train with, 10000 to test with.
  ///
  /// Downloaded at first use: the counterpart of `keras.datasets.cifar10.load_data`.
  ///
  /// - Returns: `x`, uint8 [n, 32, 32, 3], 0 to 255, and `y`, int32 [n, 1], the index in ``cifar10Classes``.
  ///
  /// Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009 (https://www.cs.toronto.edu/~kriz/cifar.html).
  public static func cifar10(_ source: DatasetSource = DatasetSource()) throws -> (train: Samples, test: Samples) {
    try cifar10(
      source,
      RemoteFile(
        name: "cifar-10-binary.tar.gz", origin: cifarOrigin,
        digest: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"))
  }

  package static func cifar10(_ source: DatasetSource, _ file: RemoteFile) throws -> (train: Samples, test: Samples) {
    try cifar(
      source, file, train: (1...5).map { "data_batch_\($0).bin" }, test: "test_batch.bin", labelBytes: 1, label: 0)
  }

  /// 60000 colour images of 100 classes in 20 groups, 32 × 32 pixels: 50000 to train with, 10000 to test with.
  ///
  /// Downloaded at first use: the counterpart of `keras.datasets.cifar100.load_data`.
  ///
  /// - Parameter labelMode: whether labels are classes or groups; classes by default.
  /// - Returns: `x`, uint8 [n, 32, 32, 3], 0 to 255, and `y`, int32 [n, 1].
  ///
  /// Source: as ``cifar10(_:)``.
  public static func cifar100(
    labelMode: CIFAR100Labels = .fine, _ source: DatasetSource = DatasetSource()
  ) throws -> (train: Samples, test: Samples) {
    try cifar100(
      labelMode, source,
      RemoteFile(
        name: "cifar-100-binary.tar.gz", origin: cifarOrigin,
        digest: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"))
  }

  package static func cifar100(
    _ labelMode: CIFAR100Labels, _ source: DatasetSource, _ file: RemoteFile
  ) throws -> (train: Samples, test: Samples) {
    try cifar(source, file, train: ["train.bin"], test: "test.bin", labelBytes: 2, label: labelMode == .fine ? 1 : 0)
  }

  private static let cifarOrigin = "https://www.cs.toronto.edu/~kriz/"

  /// Records of `labelBytes` labels, of which number `label` is taken, and an image with its colours one after another.
  private static func cifar(
    _ source: DatasetSource, _ file: RemoteFile, train: [String], test: String, labelBytes: Int, label: Int
  ) throws -> (train: Samples, test: Samples) {
    let path = try file.path(source)
    let archive = try Gzip.content(FileBytes.read(path), source: path)
    let members = try Tar.members(train + [test], of: archive, source: path)
    let pixels = 32 * 32
    let width = labelBytes + 3 * pixels
    func samples(_ names: [String]) throws -> Samples {
      var (images, labels): ([UInt8], [Int32]) = ([], [])
      for name in names {
        guard let records = members[name], records.count.isMultiple(of: width) else {
          throw KeratinError(
            .file, expected: "records of \(width) bytes in '\(name)' of \(path)",
            received: "\(members[name]?.count ?? 0) bytes")
        }
        images.reserveCapacity(images.count + records.count)
        for start in stride(from: records.startIndex, to: records.endIndex, by: width) {
          labels.append(Int32(records[start + label]))
          let image = start + labelBytes
          for pixel in image..<image + pixels {
            for colour in 0..<3 { images.append(records[pixel + colour * pixels]) }
          }
        }
      }
      return Samples(
        x: try Tensor(images, shape: [labels.count, 32, 32, 3]), y: try Tensor(labels, shape: [labels.count, 1]))
    }
    return try (samples(train), samples([test]))
  }
}
