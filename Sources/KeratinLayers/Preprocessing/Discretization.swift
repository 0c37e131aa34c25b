public import KeratinGraph
public import KeratinKernels

/// The bin of each number: how many of the bins' boundaries it reaches.
///
/// Boundaries are given, or found by ``adapt(_:)-(Tensor)``, such that about as many numbers lie in each bin. Input of any shape; output of
/// int32 bins of that shape, or of vectors for its last axis.
public final class Discretization: Layer, KerasObject {
  /// What divides the bins, rising; `nil` before ``adapt(_:)-(Tensor)``.
  public private(set) var binBoundaries: [Double]?
  public let numBins: Int?
  public let epsilon: Double
  public let outputMode: OutputMode

  /// A layer with the boundaries given: one bin more than there are.
  ///
  /// - Parameters:
  ///   - binBoundaries: rising numbers.
  ///   - outputMode: bins by default; not ``OutputMode/tfIdf``.
  public init(
    binBoundaries: [Double], outputMode: OutputMode = .int, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.binBoundaries, numBins, epsilon, self.outputMode) = (binBoundaries, nil, 0.01, outputMode)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  /// A layer that finds boundaries in data.
  ///
  /// - Parameters:
  ///   - numBins: the number of bins, at least 1.
  ///   - epsilon: the share of numbers by which a boundary may be off; 0.01 by default.
  ///   - outputMode: bins by default; not ``OutputMode/tfIdf``.
  public init(
    numBins: Int, epsilon: Double = 0.01, outputMode: OutputMode = .int, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    (self.numBins, self.epsilon, self.outputMode) = (numBins, epsilon, outputMode)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  package convenience init(_ config: ConfigReader) throws {
    let boundaries: [Double]? = try config.optional("bin_boundaries")
    let mode: OutputMode = try config("output_mode", or: .int)
    if let numBins: Int = try config.optional("num_bins") {
      self.init(numBins: numBins, epsilon: try config("epsilon", or: 0.01), outputMode: mode)
      binBoundaries = boundaries
    } else if let boundaries {
      config.ignore("epsilon")
      self.init(binBoundaries: boundaries, outputMode: mode)
    } else {
      throw config.missing("bin_boundaries", "a list of numbers, or num_bins")
    }
  }

  /// Finds the boundaries in data, in place of what was.
  public func adapt(_ data: Tensor) throws { try adapt([data]) }

  /// Finds the boundaries in all batches together, in place of what was.
  public func adapt(_ batches: [Tensor]) throws {
    try checkArguments()
    guard let numBins else {
      throw KeratinError(
        .state, expected: "a layer that was not given boundaries", received: "adapt",
        suggestion: "Discretization(numBins:)")
    }
    var summary = QuantileSummary()
    for batch in batches {
      let numbers = try batch.scalars(as: Float.self)
      guard numbers.allSatisfy({ !$0.isNaN }) else {
        throw KeratinError(.data, expected: "numbers to adapt to", received: "NaN")
      }
      summary = QuantileSummary(numbers, epsilon).merged(with: summary, epsilon)
    }
    if summary.isEmpty { throw KeratinError(.data, expected: "numbers to adapt to", received: "none") }
    binBoundaries = summary.boundaries(bins: numBins).map { Double($0) }
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    try checkArguments()
    guard let binBoundaries else {
      throw KeratinError(
        .state, expected: "boundaries", received: "a layer that has none yet",
        suggestion: "adapt(_:), or the argument binBoundaries")
    }
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    // What is not below a boundary has reached it: NaN all of them, as in Keras.
    let boundaries = try Tensor(binBoundaries, shape: [binBoundaries.count], elementType: x.elementType)
    let isReached = .!(x.expandingDimension(at: -1) .< boundaries)
    let bins = isReached.cast(to: .int32).sum(axis: -1)
    return bins.encoded(outputMode, depth: binBoundaries.count + 1, elementType: elementType)
  }

  private func checkArguments() throws {
    let boundaries = numBins == nil ? binBoundaries ?? [] : []
    guard zip(boundaries, boundaries.dropFirst()).allSatisfy({ $0 <= $1 }), boundaries.allSatisfy({ !$0.isNaN }) else {
      throw KeratinError(.argument, expected: "binBoundaries that rise", received: "\(boundaries)")
    }
    guard (1...1 << 20).contains(numBins ?? 1), epsilon > 0, epsilon <= 1, epsilon > 1e-7 else {
      throw KeratinError(
        .argument, expected: "numBins of at least 1 (and at most \(1 << 20)) and epsilon in 1e-7...1",
        received: "\(numBins ?? 1) and \(epsilon)")
    }
    guard outputMode != .tfIdf else {
      throw KeratinError(
        .argument, expected: "outputMode .int, .oneHot, .multiHot or .count", received: "\(outputMode)")
    }
  }

  public override var config: [String: ConfigValue] {
    [
      "name": .string(name), "dtype": .string(elementType.rawValue), "epsilon": .double(epsilon), "sparse": false,
      "bin_boundaries": binBoundaries.map { .array($0.map { .double($0) }) } ?? .null,
      "num_bins": numBins.map { .int($0) } ?? .null, "output_mode": .string(outputMode.rawValue),
    ]
  }
}
