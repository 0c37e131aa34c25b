public import KeratinGraph
internal import KeratinKernels

/// A metric that is a mean over samples: Σ w·x / Σ w, 0 before the first. Entries that the mask of the predictions excludes have
/// weight 0.
///
/// What a sample's value is says a function, or a subclass that overrides ``values(_:_:)``:
///
///     MeanMetric(name: "mean_absolute_error") { abs($1 - $0).mean(axis: -1) }
open class MeanMetric: Metric {
  /// From targets and predictions the value of each sample.
  public typealias Function = (_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor

  private let function: Function?
  private var total: Variable!
  private var count: Variable!

  /// - Parameter function: gives the value of each sample, any shape with the samples along its first axis; the mean is taken
  ///   over all other axes. By default the prediction is the value.
  public init(name: String, function: Function? = nil) {
    self.function = function
    super.init(name: name)
    total = addVariable("total")
    count = addVariable("count")
  }

  /// The value of each sample. To override.
  open func values(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor { try function?(yTrue, yPred) ?? yPred }

  open override func updateState(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor?) throws {
    try add(try values(yTrue, yPred), weight: sampleWeight, masks: [yPred.mask])
  }

  /// Takes in values, each with its weight where all masks let it count, else with 0.
  func add(_ values: Tensor, weight: Tensor?, masks: [Tensor?]) throws {
    if let error = values.error ?? weight?.error { throw error }
    let type = total.type!.elementType
    guard let mask = try commonMask(masks.compactMap { $0 }, of: values)?.cast(to: type) else {
      return try add(values, weight: weight)
    }
    try add(values, weight: weight.map { multipliedAtLeadingAxes(mask, $0.cast(to: type)) } ?? mask)
  }

  /// Takes in values, each with its weight: one for each sample, or for each entry of `values`.
  ///
  /// A sample counts once, or as much as its weight, however many entries it has.
  public func add(_ values: Tensor, weight: Tensor? = nil) throws {
    if let error = values.error ?? weight?.error { throw error }
    let (samples, weights) = try perSample(values, weight)
    try total.assign(total.value + samples.sum())
    if let weights {
      try count.assign(count.value + weights.sum())
    } else {
      try count.assign(count.value + Double(samples.rank == 0 ? 1 : samples.shape[0]))
    }
  }

  /// The weighted value of each sample and the weight of each.
  private func perSample(_ values: Tensor, _ weight: Tensor?) throws -> (values: Tensor, weights: Tensor?) {
    let type = total.type!.elementType
    let values = values.cast(to: type)
    guard let weight else { return (values.meanOverAxes(from: 1), nil) }
    let (entries, weights) = matchingRanks(values, weight.cast(to: type))
    let weighed = entries.meanOverAxes(from: weights.rank)
    guard Shape.broadcast(weights.shape, weighed.shape) == weighed.shape else {
      throw KeratinError(
        .shape, expected: "a weight for each sample, or for each entry of values of shape \(values.shape)",
        received: "weights of shape \(weight.shape)", operation: name)
    }
    let spread = weights.broadcast(to: weighed.shape)
    return ((weighed * spread).meanOverAxes(from: 1), spread.meanOverAxes(from: 1))
  }

  open override func result() -> Tensor { quotientOrZero(total.value, count.value) }
}

extension Tensor {
  /// The mean over axis `first` and all after it.
  fileprivate func meanOverAxes(from first: Int) -> Tensor {
    first < rank ? mean(axes: Array(first..<rank)) : self
  }
}
