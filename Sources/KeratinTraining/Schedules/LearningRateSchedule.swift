public import KeratinGraph
internal import KeratinKernels

/// A learning rate that depends on how many updates were made.
///
/// It is computed in the training step, from operations on tensors:
///
///     struct Halving: LearningRateSchedule {
///       func learningRate(_ step: Tensor) -> Tensor { 0.1 * pow(Tensor(0.5), floor(step / 1000)) }
///     }
///
/// A `Double` is the learning rate that stays as it is, and may be given wherever a schedule may.
public protocol LearningRateSchedule: Sendable {
  /// The learning rate after `step` updates, a floating scalar; `step` is one too, 0 first.
  func learningRate(_ step: Tensor) -> Tensor
}

extension Double: LearningRateSchedule {
  public func learningRate(_ step: Tensor) -> Tensor { Tensor(self, elementType: step.elementType) }
}
