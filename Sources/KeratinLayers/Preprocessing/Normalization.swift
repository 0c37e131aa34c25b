public import KeratinGraph
public import KeratinKernels

/// Brings features to mean 0 and variance 1 by numbers known beforehand: (x − mean) / max(√variance, 10⁻⁷).
///
/// Mean and variance are given, or found by ``adapt(_:)-(Tensor)`` in data before training; training does not change them. Input of any
/// shape that has the axes, output of the same.
public final class Normalization: Layer {
  /// The axes whose positions have a mean and variance each.
  public let axes: [Int]
  /// Whether the layer undoes what another does: x·max(√variance, 10⁻⁷) + mean.
  public let invert: Bool
  private let given: (mean: [Double], variance: [Double])?
  private let mean = Variable("mean", initializer: .zeros, isTrainable: false)
  private let variance = Variable("variance", initializer: .ones, isTrainable: false)
  private let count = Variable("count", initializer: .zeros, isTrainable: false)

  /// A layer that ``adapt(_:)-(Tensor)`` gives mean and variance; until then 0 and 1.
  ///
  /// - Parameters:
  ///   - axes: whose positions have a mean and variance each; the last by default, none for one of all elements.
  ///   - invert: whether to undo what such a layer does; false by default.
  public init(
    axes: [Int] = [-1], invert: Bool = false, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.axes, self.invert, given) = (axes, invert, nil)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  /// A layer with a mean and variance for each position of one axis, or one of both for all.
  ///
  /// - Parameters:
  ///   - axis: whose positions the numbers belong to; the last by default.
  ///   - mean: as many numbers as the axis is long, or one.
  ///   - variance: as many, at least 0.
  ///   - invert: whether to undo what such a layer does; false by default.
  public init(
    axis: Int = -1, mean: [Double], variance: [Double], invert: Bool = false, name: String? = nil,
    isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    (axes, self.invert, given) = ([axis], invert, (mean, variance))
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws {
    let axes = try normalizedAxes(axes, of: input)
    if let given {
      let extent = input[axes[0]]
      guard given.mean.count == given.variance.count, [1, extent].contains(given.mean.count) else {
        throw KeratinError(
          .argument, expected: "means and variances, as many as axis \(axes[0]) is long (\(extent)) or one",
          received: "\(given.mean.count) and \(given.variance.count)")
      }
      guard given.variance.allSatisfy({ $0 >= 0 }) else {
        throw KeratinError(.argument, expected: "variances of at least 0", received: "\(given.variance)")
      }
      return
    }
    let shape = Shape(axes.map { input[$0] })
    add(mean, shape: shape)
    add(variance, shape: shape)
    add(count, shape: .scalar, elementType: .int32)
    inputSpec = InputSpec(
      rank: input.rank, axes: Dictionary(uniqueKeysWithValues: axes.filter { $0 > 0 }.map { ($0, input[$0]) }))
  }

  /// Takes mean and variance (1/N) from data, in place of what was.
  ///
  /// - Parameter data: as the layer's input is, with at least one element for each position of the axes.
  public func adapt(_ data: Tensor) throws { try adapt([data]) }

  /// Takes mean and variance (1/N) from all batches together, in place of what was. Computed in float64.
  ///
  /// - Parameter batches: each as the layer's input is; at least one.
  public func adapt(_ batches: [Tensor]) throws {
    guard given == nil else {
      throw KeratinError(
        .state, expected: "a layer that was not given a mean and variance", received: "adapt",
        suggestion: "Normalization(axes: \(axes))")
    }
    guard let first = batches.first else {
      throw KeratinError(.argument, expected: "at least one batch of data to adapt to", received: "none")
    }
    for batch in batches { if let error = batch.error { throw error } }
    try buildIfNeeded([first.shape])
    try Trace.outside {
      try Backends.with(Backends.naive) {
        let data = try batches.map { batch in
          try inputSpec?.check(batch.shape)
          return batch.cast(to: .float64)
        }
        let kept = try normalizedAxes(axes, of: first.shape)
        let others = (0..<first.rank).filter { !kept.contains($0) }
        let number = data.reduce(0) { sum, batch in sum + others.reduce(1) { $0 * batch.shape[$1] } }
        guard number > 0 else {
          throw KeratinError(.argument, expected: "data to adapt to", received: "batches without elements")
        }
        // Of each batch first, of the whole then: the mean is known before the distances to it are squared.
        func average(_ terms: [Tensor]) -> Tensor {
          let sums = terms.map { $0.sum(axes: others, keepDims: true) }
          return sums.dropFirst().reduce(sums[0]) { $0 + $1 } / Double(number)
        }
        let mean = average(data)
        let variance = average(data.map { square($0 - mean) })
        for (variable, value) in [(self.mean, mean), (self.variance, variance)] {
          try variable.assign(value.reshaped(to: variable.shape).cast(to: elementType))
        }
      }
    }
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let x = x.elementType.isFloating ? x : x.cast(to: elementType)
    let axes = try normalizedAxes(axes, of: x.shape)
    func placed(_ variable: Variable, _ given: [Double]?) throws -> Tensor {
      guard let given else { return variable.value.reshaped(to: x.shape.keeping(axes)) }
      let shape = given.count == 1 ? Shape([Int](repeating: 1, count: x.rank)) : x.shape.keeping(axes)
      return try Tensor(given, shape: shape, elementType: x.elementType)
    }
    let mean = try placed(mean, given?.mean)
    let deviation = maximum(sqrt(try placed(variance, given?.variance)), 1e-7)
    return invert ? x * deviation + mean : (x - mean) / deviation
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    func numbers(_ values: [Double]?) -> ConfigValue { values.map { .array($0.map { .double($0) }) } ?? .null }
    return super.config.merging([
      "axis": .array(axes.map { .int($0) }), "invert": .bool(invert), "mean": numbers(given?.mean),
      "variance": numbers(given?.variance),
    ]) { $1 }
  }
}

extension Normalization: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let axes = config.isNull("axis") ? [] : try config.perAxis("axis", or: -1)
    let invert: Bool = try config("invert", or: false)
    let (mean, variance) = (try config.numbers("mean"), try config.numbers("variance"))
    if let mean, let variance {
      guard axes.count == 1 else {
        throw config.wrong("axis", "one axis, as mean and variance are given")
      }
      self.init(axis: axes[0], mean: mean, variance: variance, invert: invert)
    } else {
      guard mean == nil, variance == nil else { throw config.wrong("mean", "given together with variance") }
      self.init(axes: axes, invert: invert)
    }
  }
}
