/// What a functional tensor stands for: a shape, and the call that made it (Keras's `keras_history`).
public final class SymbolicTensor: Sendable {
  /// Shape, its batch axis unknown, and element type.
  public let type: TensorType
  /// The type of the mask that values will carry, `nil` where they carry none.
  public let maskType: TensorType?
  /// The call of a layer, model or operation whose result this is.
  public let call: SymbolicCall
  /// Which of the call's results.
  public let index: Int

  init(type: TensorType, maskType: TensorType?, call: SymbolicCall, index: Int) {
    self.type = type
    self.maskType = maskType
    self.call = call
    self.index = index
  }
}
