/// A recurrent layer over a whole sequence, from its inputs on: their projection, then the ``Recurrence`` over it.
///
/// With B sequences of T steps, I inputs, N units and G gates: x is `B × T × I`, the input kernel W `I × G·N`, its bias `G·N` (an empty span
/// for none); the rest is as the recurrence has it.
public struct InputRecurrence: Sendable, Hashable {
  public let recurrence: Recurrence
  public let inputs: Int

  public init(_ recurrence: Recurrence, inputs: Int) {
    self.recurrence = recurrence
    self.inputs = inputs
  }

  /// The projection of the inputs of all steps.
  public var projection: DenseProduct {
    DenseProduct(
      rows: recurrence.batch * recurrence.steps, inputs: inputs, units: recurrence.columns, activation: .linear)
  }

  public var operationCount: Int {
    projection.product.operationCount + projection.rows * projection.units + recurrence.operationCount
  }
}
