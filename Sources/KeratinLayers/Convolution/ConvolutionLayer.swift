public import KeratinGraph
internal import KeratinKernels

/// The base of all convolutions: a window with a stride, a bias and an activation. Not to be used itself.
public class ConvolutionLayer: SpatialLayer {
  /// The window's extents, one for each spatial axis.
  public let kernelSize: [Int]
  /// For each spatial axis how far the window moves.
  public let strides: [Int]
  public let padding: Padding
  /// For each spatial axis how far apart the elements are that a window sees.
  public let dilationRate: [Int]
  public let activation: ActivationFunction
  /// The bias, `nil` where there is none.
  public let bias: Variable?

  /// The arguments that all convolutions have.
  struct Arguments {
    let kernelSize: any PerAxis
    let strides: any PerAxis
    let padding: Padding
    let dataFormat: DataFormat
    let dilationRate: any PerAxis
    let activation: ActivationFunction?
    let activityRegularizer: (any Regularizer)?
    let name: String?
    let isTrainable: Bool
    let elementType: ElementType?
  }

  init(_ arguments: Arguments, bias: Variable?) {
    let rank = Self.spatialRank
    kernelSize = arguments.kernelSize.perAxis(rank)
    strides = arguments.strides.perAxis(rank)
    dilationRate = arguments.dilationRate.perAxis(rank)
    padding = arguments.padding
    activation = arguments.activation ?? .linear
    self.bias = bias
    super.init(arguments.dataFormat, arguments.name, arguments.isTrainable, arguments.elementType)
    activityRegularizer = arguments.activityRegularizer
  }

  /// What the layer does to an input with its channels last, before bias and activation.
  func convolved(_ x: Tensor) -> Tensor { x }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    let y = convolved(channelsLast(x))
    return activation(restored(bias.map { y + $0.value } ?? y))
  }

  /// Requires arguments that mean something.
  func checkArguments(allowsCausal: Bool = false) throws {
    try check(kernelSize, "kernelSize")
    try check(strides, "strides")
    try check(dilationRate, "dilationRate")
    try check(padding, allowsCausal: allowsCausal)
  }

  /// Requires a stride or a dilation of 1, as Keras does.
  func checkStridesWithoutDilation() throws {
    guard strides.allSatisfy({ $0 == 1 }) || dilationRate.allSatisfy({ $0 == 1 }) else {
      throw KeratinError(
        .argument, expected: "strides above 1 or a dilationRate above 1, not both",
        received: "strides \(strides) and dilationRate \(dilationRate)")
    }
  }

  /// Requires a number of at least 1.
  func check(_ number: Int, _ argument: String) throws {
    guard number > 0 else {
      throw KeratinError(.argument, expected: "\(argument) to be at least 1", received: "\(number)")
    }
  }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "kernel_size": configPart(kernelSize), "strides": configPart(strides), "padding": .string(padding.rawValue),
      "dilation_rate": configPart(dilationRate), "activation": activation.serialized, "use_bias": .bool(bias != nil),
      "bias_initializer": configPart(bias?.initializer ?? .zeros), "bias_regularizer": configPart(bias?.regularizer),
      "bias_constraint": configPart(bias?.constraint), "activity_regularizer": configPart(activityRegularizer),
    ]) { $1 }
  }
}
