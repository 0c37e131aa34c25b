public import KeratinGraph
public import KeratinKernels

/// Each group of channels of a sample brought to mean 0 and variance 1: y = (x − mean) / √(variance + ε)·γ + β.
///
/// Input `[batch, …]`, output of the same shape; mean and variance (1/N) are taken over a group's channels and all axes but batch and
/// channels, γ and β have the extent of the channels.
/// Source: Wu, He, "Group Normalization", ECCV 2018.
public final class GroupNormalization: Normalizer {
  public let groups: Int
  /// The axis of the channels.
  public let axis: Int

  /// - Parameters:
  ///   - groups: into how many groups the channels are divided, a divisor of their number; 32 by default, -1 for as many as channels.
  ///   - axis: of the channels; the last by default. Negatives count from the end.
  ///   - epsilon: added to variances; 0.001 by default.
  ///   - center: whether β is added; true by default.
  ///   - scale: whether γ is multiplied by; true by default.
  ///   - betaInitializer: of β; `.zeros` by default.
  ///   - gammaInitializer: of γ; `.ones` by default.
  ///   - betaRegularizer: a penalty on β, none by default.
  ///   - gammaRegularizer: a penalty on γ, none by default.
  ///   - betaConstraint: a rule for β, none by default.
  ///   - gammaConstraint: a rule for γ, none by default.
  public init(
    groups: Int = 32, axis: Int = -1, epsilon: Double = 1e-3, center: Bool = true, scale: Bool = true,
    betaInitializer: any Initializer = .zeros,
    gammaInitializer: any Initializer = .ones, betaRegularizer: (any Regularizer)? = nil,
    gammaRegularizer: (any Regularizer)? = nil,
    betaConstraint: (any Constraint)? = nil, gammaConstraint: (any Constraint)? = nil, name: String? = nil,
    isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    (self.groups, self.axis) = (groups, axis)
    super.init(
      epsilon,
      NormalizationParameters(
        center: center, scale: scale, betaInitializer: betaInitializer, gammaInitializer: gammaInitializer,
        betaRegularizer: betaRegularizer, gammaRegularizer: gammaRegularizer, betaConstraint: betaConstraint,
        gammaConstraint: gammaConstraint), name, isTrainable, elementType)
    inputSpec = InputSpec(minRank: 2)
  }

  public override func build(_ input: Shape) throws {
    let axis = try channelAxis(input)
    let count = groups == -1 ? input[axis] : groups
    guard count > 0, input[axis] % count == 0 else {
      throw KeratinError(
        .argument, expected: "a number of groups that divides the \(input[axis]) channels", received: "\(groups)")
    }
    try addParameters([input[axis]])
    inputSpec = InputSpec(rank: input.rank, axes: [axis: input[axis]])
  }

  public override func call(_ x: Tensor, _ context: CallContext) throws -> Tensor {
    let axis = try channelAxis(x.shape)
    let count = groups == -1 ? x.shape[axis] : groups
    var extents = x.shape.dimensions
    extents[axis] /= count
    extents.insert(count, at: axis)
    let grouped = numbers(x).reshaped(to: Shape(extents))
    let axes = (1..<grouped.rank).filter { $0 != axis }
    let mean = grouped.mean(axes: axes, keepDims: true)
    let variance = square(grouped - mean).mean(axes: axes, keepDims: true)
    return normalized(grouped, mean: mean, variance: variance, grouped.shape.keeping([axis, axis + 1]))
      .reshaped(to: x.shape)
  }

  private func channelAxis(_ shape: Shape) throws -> Int {
    let axis = try normalizedAxes([axis], of: shape)[0]
    guard axis > 0 else {
      throw KeratinError(.argument, expected: "an axis of channels, not the batch", received: "axis \(self.axis)")
    }
    return axis
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging(["groups": .int(groups), "axis": .int(axis)]) { $1 }
  }
}

extension GroupNormalization: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let (beta, gamma) = (try config.weight("beta", .zeros), try config.weight("gamma", .ones))
    self.init(
      groups: try config("groups", or: 32), axis: try config("axis", or: -1),
      epsilon: try config("epsilon", or: 1e-3), center: try config("center", or: true),
      scale: try config("scale", or: true), betaInitializer: beta.initializer, gammaInitializer: gamma.initializer,
      betaRegularizer: beta.regularizer, gammaRegularizer: gamma.regularizer, betaConstraint: beta.constraint,
      gammaConstraint: gamma.constraint)
  }
}
