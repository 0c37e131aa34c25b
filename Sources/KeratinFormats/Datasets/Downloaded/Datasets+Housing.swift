internal import KeratinGraph
internal import KeratinKernels

/// How much of ``Datasets/californiaHousing(version:testSplit:seed:_:)`` is given.
public enum CaliforniaHousingVersion: String, Sendable, Hashable, CaseIterable {
  /// The first 600 blocks.
  case small
  /// All 20640.
  case large
}

extension Datasets {
  /// 506 districts around Boston in the 1970s, for regression.
  ///
  /// Downloaded at first use: the counterpart of `keras.datasets.boston_housing.load_data`. One of its 13 features was made on the assumption
  /// that segregation raises prices; prefer ``californiaHousing(version:testSplit:seed:_:)``.
  ///
  /// - Parameters:
  ///   - testSplit: the share of the samples to test with; 0.2 by default.
  ///   - seed: what the order follows from, the same as in Keras.
  /// - Returns: `x`, float32 [n, 13], and `y`, float32 [n], the median price of homes in thousands of dollars.
  public static func bostonHousing(
    testSplit: Double = 0.2, seed: UInt32 = 113, _ source: DatasetSource = DatasetSource()
  ) throws -> (train: Samples, test: Samples) {
    try housing(
      source,
      RemoteFile(
        name: "boston_housing.npz", digest: "f553886a1f8d56431e820c5b82552d9d95cfcb96d1e678153f8839538947dff5"),
      limit: nil, testSplit, seed)
  }

  /// Blocks of California in 1990, for regression: longitude, latitude, age, rooms, bedrooms, population, households, income.
  ///
  /// Downloaded at first use: the counterpart of `keras.datasets.california_housing.load_data`.
  ///
  /// - Parameters:
  ///   - version: all 20640 blocks by default.
  ///   - testSplit: the share of the samples to test with; 0.2 by default.
  ///   - seed: what the order follows from, the same as in Keras.
  /// - Returns: `x`, float32 [n, 8], and `y`, float32 [n], the median price of homes in dollars.
  ///
  /// Source: R. K. Pace, R. Barry, "Sparse spatial autoregressions", Statistics and Probability Letters 33, 1997.
  public static func californiaHousing(
    version: CaliforniaHousingVersion = .large, testSplit: Double = 0.2, seed: UInt32 = 113,
    _ source: DatasetSource = DatasetSource()
  ) throws -> (train: Samples, test: Samples) {
    try housing(
      source,
      RemoteFile(
        name: "california_housing.npz", digest: "1a2e3a52e0398de6463aebe6f4a8da34fb21fbb6b934cf88c3425e766f2a1a6f"),
      limit: version == .small ? 600 : nil, testSplit, seed)
  }

  package static func housing(
    _ source: DatasetSource, _ file: RemoteFile, limit: Int?, _ testSplit: Double, _ seed: UInt32
  ) throws -> (train: Samples, test: Samples) {
    try requireSplit(testSplit)
    let path = try file.path(source)
    let arrays = try NPZ.read(path)
    guard let x = arrays["x"], let y = arrays["y"], x.rank == 2, y.count == x.shape[0] else {
      throw KeratinError(
        .file, expected: "x and y of as many samples in \(path)",
        received: "\(arrays.mapValues(\.shape.description).sorted { $0.key < $1.key })")
    }
    let (features, targets) = try (x.scalars(as: Float.self), y.scalars(as: Float.self))
    var random = NumPyRandom(seed: seed)
    let order = random.permutation(min(limit ?? .max, targets.count))
    let place = Int(Double(order.count) * (1 - testSplit))
    func samples(_ rows: ArraySlice<Int>) throws -> Samples {
      try Samples(Array(rows), x: features, shape: [x.shape[1]], y: targets, targetShape: [])
    }
    return try (samples(order[..<place]), samples(order[place...]))
  }

  static func requireSplit(_ testSplit: Double) throws {
    guard (0..<1).contains(testSplit) else {
      throw KeratinError(.argument, expected: "testSplit in 0..<1", received: "\(testSplit)", operation: "Datasets")
    }
  }
}
