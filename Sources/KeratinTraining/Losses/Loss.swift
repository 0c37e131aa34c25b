public import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

/// A number that says how far predictions are from targets, to be made small.
///
/// To write one, give the loss of every sample; reduction and weights are added:
///
///     struct Quartic: Loss {
///       let name = "quartic"
///       func losses(_ yTrue: Tensor, _ yPred: Tensor) -> Tensor { pow(yPred - yTrue, 4).mean(axis: -1) }
///     }
public protocol Loss: Sendable {
  /// Keras's name, `mean_squared_error`.
  var name: String { get }
  /// How the losses of the samples become one; `.sumOverBatchSize` by default.
  var reduction: LossReduction { get }
  /// The loss of each sample: the shape of `yPred` without its last axis.
  ///
  /// Where the two had ranks that differ by an axis of extent 1 at the end, they have the same rank here, and floating targets
  /// have the element type of the predictions.
  func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor
  /// Which of ``losses(_:_:)`` count, `nil` for all; means are over those.
  func mask(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor?
  /// Throws if `targets`, which hold numbers, cannot be targets of predictions of type `prediction`: labels out of range, say.
  ///
  /// `fit` asks this of all targets once, before the first step; the first axis of `prediction` need not be theirs.
  func validate(_ targets: Tensor, prediction: TensorType) throws
  /// True if the loss takes logits.
  var fromLogits: Bool { get }
  /// True if targets are class labels or probabilities of classes.
  var isClassification: Bool { get }
}

extension Loss {
  public var reduction: LossReduction { .sumOverBatchSize }
  public var fromLogits: Bool { false }
  public var isClassification: Bool { false }
  public func mask(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor? { nil }
  public func validate(_ targets: Tensor, prediction: TensorType) throws {}

  /// The loss of a batch, each sample's loss multiplied by its weight.
  ///
  /// - Parameters:
  ///   - yTrue: targets; an axis of extent 1 at the end may be there or not.
  ///   - yPred: predictions.
  ///   - sampleWeight: one factor for each sample, or for each entry of the unreduced loss.
  ///   - mask: which samples, or entries of the unreduced loss, count; means are over those. By default the mask that `yPred` carries.
  /// - Throws: ``KeratinError`` for targets that do not suit the predictions.
  public func callAsFunction(
    _ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor? = nil, mask: Tensor? = nil
  ) throws -> Tensor {
    if yTrue.isConcrete { try validate(yTrue, prediction: yPred.type) }
    let (values, own) = try unreduced(yTrue, yPred)
    return try reduction.reduced(values, weights: sampleWeight, masks: [mask ?? yPred.mask, own].compactMap { $0 })
  }

  /// The loss of each sample, and which of them count.
  func unreduced(_ yTrue: Tensor, _ yPred: Tensor) throws -> (values: Tensor, mask: Tensor?) {
    if let error = yTrue.error ?? yPred.error { throw error }
    let floating = yPred.elementType.isFloating ? yPred : yPred.cast(to: FloatPolicy.elementType)
    let numbers = yTrue.elementType.isFloating ? yTrue.cast(to: floating.elementType) : yTrue
    let (targets, predictions) = matchingRanks(numbers, floating)
    let values = try losses(targets, predictions)
    if let error = values.error { throw error.located(operation: name) }
    return (values, try mask(targets, predictions))
  }
}
