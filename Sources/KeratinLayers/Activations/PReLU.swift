public import KeratinGraph
public import KeratinKernels

/// x where x > 0, α·x elsewhere, with an α that is learned for each element of a sample.
///
/// Input `[batch, …]`, output of the same shape; α has the shape of a sample, with extent 1 along shared axes.
/// Source: He, Zhang, Ren, Sun, "Delving Deep into Rectifiers", ICCV 2015.
public final class PReLU: Layer {
  /// The axes, the batch counted as 0, along which all elements have one α.
  public let sharedAxes: [Int]?
  public let alpha: Variable

  /// - Parameters:
  ///   - alphaInitializer: of α; `.zeros` by default.
  ///   - alphaRegularizer: a penalty on α, none by default.
  ///   - alphaConstraint: a rule for α, none by default.
  ///   - sharedAxes: axes from 1 on along which all elements have one α: `[1, 2]` for images; none by default.
  public init(
    alphaInitializer: any Initializer = .zeros, alphaRegularizer: (any Regularizer)? = nil,
    alphaConstraint: (any Constraint)? = nil, sharedAxes: [Int]? = nil, name: String? = nil, isTrainable: Bool = true,
    elementType: ElementType? = nil
  ) {
    self.sharedAxes = sharedAxes
    alpha = Variable(
      "alpha", initializer: alphaInitializer, regularizer: alphaRegularizer, constraint: alphaConstraint)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
    inputSpec = InputSpec(minRank: 1)
  }

  public override func build(_ input: Shape) throws {
    var shape = input
    for axis in sharedAxes ?? [] {
      guard axis > 0, axis < input.rank else {
        throw KeratinError(
          .argument, expected: "shared axes from 1, the first after the batch, to \(input.rank - 1)",
          received: "\(axis)")
      }
      shape[axis] = 1
    }
    add(alpha, shape: shape.droppingFirst)
    let own = shape.dimensions.indices.dropFirst().filter { sharedAxes?.contains($0) != true }
    inputSpec = InputSpec(rank: input.rank, axes: Dictionary(uniqueKeysWithValues: own.map { ($0, input[$0]) }))
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    relu(x) - alpha.value * relu(-x)
  }

  public override var supportsMasking: Bool { true }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "alpha_initializer": configPart(alpha.initializer), "alpha_regularizer": configPart(alpha.regularizer),
      "alpha_constraint": configPart(alpha.constraint),
      "shared_axes": sharedAxes.map { .array($0.map { .int($0) }) } ?? .null,
    ]) { $1 }
  }
}

extension PReLU: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let alpha = try config.weight("alpha", .zeros)
    self.init(
      alphaInitializer: alpha.initializer, alphaRegularizer: alpha.regularizer, alphaConstraint: alpha.constraint,
      sharedAxes: try config.optionalAxes("shared_axes"))
  }
}
