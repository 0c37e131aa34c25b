internal import KeratinGraph
internal import KeratinKernels
public import KeratinTraining

/// The images of a folder: see ``imageDatasetFromDirectory(_:labels:labelMode:classNames:colorMode:batchSize:imageSize:shuffle:seed:validationSplit:subset:interpolation:followLinks:cropToAspectRatio:padToAspectRatio:)``.
public struct ImageDataset: Dataset {
  /// The classes in the order of their labels; empty for images without labels.
  public let classNames: [String]
  /// The files in the order in which passes without shuffling take them.
  public let filePaths: [String]
  private let labels: [Int]?
  private let labelMode: LabelMode?
  private let colorMode: ColorMode
  private let batchSize: Int?
  private let resizing: ImageResizing
  /// What the orders of passes follow from, `nil` for the files' own order.
  private let keys: PassKeys?

  init(
    _ index: DirectoryIndex, labelMode: LabelMode?, colorMode: ColorMode, batchSize: Int?, resizing: ImageResizing,
    key: RandomKey?
  ) {
    (classNames, filePaths, labels) = (index.classNames, index.paths, index.labels)
    (self.labelMode, self.colorMode, self.batchSize) = (labelMode, colorMode, batchSize)
    self.resizing = resizing
    keys = key.map(PassKeys.init)
  }

  private var step: Int { batchSize ?? 1 }

  public var cardinality: Cardinality {
    .finite(filePaths.count / step + (filePaths.count.isMultiple(of: step) ? 0 : 1))
  }

  public func makeIterator() -> () throws -> Batch? {
    var random = keys.map { RandomSource($0.next()) }
    let order = random?.permutation(filePaths.count).map { Int($0) } ?? Array(filePaths.indices)
    var next = 0
    return {
      guard next < order.count else { return nil }
      let end = next + min(step, order.count - next)
      defer { next = end }
      return try batch(order[next..<end])
    }
  }

  private func batch(_ files: ArraySlice<Int>) throws -> Batch {
    let shape = [resizing.height, resizing.width, colorMode.channels]
    let type = TensorType(Shape((batchSize == nil ? [] : [files.count]) + shape))
    let buffer = Buffer(byteCount: type.byteCount)
    let imageBytes = type.byteCount / files.count
    for (place, file) in files.enumerated() {
      let values = resizing.resized(try ImagePixels.read(filePaths[file], colorMode))
      values.withUnsafeBytes { bytes in
        if let first = bytes.baseAddress {
          (buffer.address + place * imageBytes).copyMemory(from: first, byteCount: imageBytes)
        }
      }
    }
    return Batch(Tensor(buffer, type), try labels.flatMap { labels in try target(files.map { labels[$0] }) })
  }

  private func target(_ labels: [Int]) throws -> Tensor? {
    let count = batchSize == nil ? [] : [labels.count]
    switch labelMode {
    case nil: return nil
    case .int?: return try Tensor(labels.map { Int32($0) }, shape: Shape(count))
    case .binary?: return try Tensor(labels.map { Float($0) }, shape: Shape(count + [1]))
    case .categorical?:
      let classes = max(classNames.count, 1)
      var rows = [Float](repeating: 0, count: labels.count * classes)
      // As one_hot does, a given label beyond the classes leaves its row empty.
      for (row, label) in labels.enumerated() where label < classes { rows[row * classes + label] = 1 }
      return try Tensor(rows, shape: Shape(count + [classes]))
    }
  }
}

extension ImageDataset: RandomPasses {
  package var passKeys: [PassKeys] { keys.map { [$0] } ?? [] }
}
