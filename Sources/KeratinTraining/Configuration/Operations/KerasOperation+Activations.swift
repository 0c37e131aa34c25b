internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension KerasOperation {
  static let activations: [KerasOperation] =
    [
      activation("Relu", .relu), activation("Relu6", .relu6), activation("Sigmoid", .sigmoid),
      activation("Silu", .silu), activation("Softplus", .softplus), activation("Softsign", .softsign),
      activation("Selu", .selu), activation("HardSigmoid", .hardSigmoid), activation("HardSilu", .hardSilu),
      activation("HardTanh", .hardTanh), activation("LogSigmoid", .logSigmoid),
      activation("SparsePlus", .sparsePlus), activation("SparseSigmoid", .sparseSigmoid),
      activation("TanhShrink", .tanhShrink),
      KerasOperation("nn", "Softmax") { arguments in
        let x = try arguments.tensor("x")
        if let axis = try arguments.optionalInt("axis") { return [softmax(x, axis: axis)] }
        return [softmax(x.flattened()).reshaped(to: x.shape)]
      },
      KerasOperation("nn", "LogSoftmax") { arguments in
        [logSoftmax(try arguments.tensor("x"), axis: try arguments.int("axis", default: -1))]
      },
      KerasOperation("nn", "Gelu") { arguments in
        let approximate = try arguments.optionalBool("approximate") ?? true
        return [ActivationFunction.gelu(approximate: approximate)(try arguments.tensor("x"))]
      },
      KerasOperation("nn", "Glu") { arguments in
        [ActivationFunction.glu(axis: try arguments.int("axis", default: -1))(try arguments.tensor("x"))]
      },
      parameterized("LeakyRelu", "negative_slope", 0.2) { .leakyReLU(negativeSlope: $0) },
      parameterized("Elu", "alpha", 1) { .elu(alpha: $0) }, parameterized("Celu", "alpha", 1) { .celu(alpha: $0) },
      parameterized("HardShrink", "threshold", 0.5) { .hardShrink(threshold: $0) },
      parameterized("SoftShrink", "threshold", 0.5) { .softShrink(threshold: $0) },
      parameterized("Squareplus", "b", 4) { .squareplus(b: $0) },
      KerasOperation("nn", "Threshold") { arguments in
        let (threshold, value) = (try arguments.double("threshold"), try arguments.double("default_value"))
        return [ActivationFunction.threshold(threshold, defaultValue: value)(try arguments.tensor("x"))]
      },
      KerasOperation("nn", "OneHot") { arguments in
        let labels = try arguments.tensor("x")
        let axis = try arguments.int("axis", default: -1)
        let depth = try arguments.int("num_classes")
        let type = try arguments.elementType() ?? FloatPolicy.elementType
        guard depth > 0, depth <= Int(Int32.max), axis == -1 || axis == labels.rank else {
          throw KeratinError(
            .argument, expected: "1 class or more on the last axis", received: "\(depth) on axis \(axis)")
        }
        return [Tensor.oneHot(labels.cast(to: .int32), depth: depth, elementType: type)]
      },
    ]

  private static func activation(_ className: String, _ function: ActivationFunction) -> KerasOperation {
    unary("nn", className) { function($0) }
  }

  private static func parameterized(
    _ className: String, _ argument: String, _ other: Double,
    _ function: @escaping @Sendable (Double) -> ActivationFunction
  ) -> KerasOperation {
    KerasOperation("nn", className) { arguments in
      [function(try arguments.double(argument, default: other))(try arguments.tensor("x"))]
    }
  }
}
