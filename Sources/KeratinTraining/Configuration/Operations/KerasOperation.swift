internal import KeratinGraph
internal import KeratinLayers

/// What an operation of Keras's graphs computes, and which arguments it takes.
///
/// One table serves both ways: what is written is made of operations that are in it, so that it can be read again.
struct KerasOperation: Sendable {
  /// The module after `keras.src.ops.`.
  let module: String
  let className: String
  /// The parameters of the call in order.
  let parameters: [String]
  /// Whether all arguments of the call are one list.
  let isVariadic: Bool
  let compute: @Sendable (KerasArguments) throws -> [Tensor]

  init(
    _ module: String, _ className: String, _ parameters: [String] = ["x"], isVariadic: Bool = false,
    _ compute: @escaping @Sendable (KerasArguments) throws -> [Tensor]
  ) {
    (self.module, self.className, self.parameters) = (module, className, parameters)
    (self.isVariadic, self.compute) = (isVariadic, compute)
  }

  /// All operations by their classes' names, which no two modules share.
  static let all: [String: KerasOperation] = Dictionary(
    (elementwise + comparisons + reductions + arrangements + products + activations).map { ($0.className, $0) },
    uniquingKeysWith: { first, _ in first })

  /// A function of one tensor.
  static func unary(
    _ module: String, _ className: String, _ parameter: String = "x", _ function: @escaping @Sendable (Tensor) -> Tensor
  ) -> KerasOperation {
    KerasOperation(module, className, [parameter]) { [function(try $0.tensor(parameter))] }
  }

  /// A function of two tensors, or of a tensor and a number.
  static func binary(
    _ className: String, _ function: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) -> KerasOperation {
    KerasOperation("numpy", className, ["x1", "x2"]) {
      let operands = try $0.operands("x1", "x2")
      return [function(operands[0], operands[1])]
    }
  }
}
