public import KeratinGraph

/// A learning rate that depends on how many updates were made.
public protocol LearningRateSchedule: Sendable {
  /// The learning rate after `step` updates, a floating scalar; `step` is one too.
  func learningRate(_ step: Tensor) -> Tensor
}
