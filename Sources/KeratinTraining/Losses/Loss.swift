public import KeratinGraph

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
  func losses(_ yTrue: Tensor, _ yPred: Tensor) throws -> Tensor
  /// Throws if `targets` cannot be targets of predictions of type `prediction`: labels out of range, say.
  ///
  /// `fit` asks this of all targets once, before the first step.
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
  public func validate(_ targets: Tensor, prediction: TensorType) throws {}

  /// The loss of a batch, each sample's loss multiplied by its weight.
  ///
  /// - Parameters:
  ///   - yTrue: targets; an axis of extent 1 at the end may be there or not.
  ///   - yPred: predictions.
  ///   - sampleWeight: one factor for each sample, or for each entry of the unreduced loss.
  public func callAsFunction(_ yTrue: Tensor, _ yPred: Tensor, sampleWeight: Tensor? = nil) throws -> Tensor {
    let values = try losses(yTrue, yPred)
    return reduction.reduced(try values.weighted(by: sampleWeight), weights: sampleWeight)
  }
}
