/// What a ``Profile`` has noted of one operation of one layer.
public struct ProfileRow: Sendable, Hashable {
  /// The path of the layer, empty for what belongs to none: the loss, the optimizer.
  public let layer: String
  /// What is computed: `dense`, `conv`.
  public let operation: String
  /// How many kernels ran.
  public internal(set) var count = 0
  /// The seconds that they took.
  public internal(set) var seconds = 0.0
  /// The floating-point operations that they did, a multiply-add counting as two.
  public internal(set) var operations = 0.0
  /// The bytes of their operands and results.
  public internal(set) var bytes = 0.0
}
