public import KeratinGraph
public import KeratinKernels

/// A vector for each of a number of tokens: row i of a table for the number i.
///
/// Input of integers, any shape; output of that shape with an axis of `outputDim` more. A number outside 0..<`inputDim` is an error.
public final class Embedding: Layer {
  public let inputDim: Int
  public let outputDim: Int
  /// Whether the token 0 is padding, whose steps the result's mask excludes.
  public let maskZero: Bool
  public let embeddings: Variable
  private let givenWeights: Tensor?

  /// - Parameters:
  ///   - inputDim: the number of tokens, at least 1.
  ///   - outputDim: how long the vectors are, at least 1.
  ///   - maskZero: whether the token 0 is padding: the result then carries a mask that is false there, and layers that use masks,
  ///     losses and metrics leave those steps out; false by default.
  ///   - embeddingsInitializer: of the table; uniform in ±0.05 by default.
  ///   - embeddingsRegularizer: a penalty on the table, none by default.
  ///   - embeddingsConstraint: a rule for the table, none by default.
  ///   - weights: the table's first values, `[inputDim, outputDim]`, in place of the initializer's.
  public init(
    _ inputDim: Int, _ outputDim: Int, maskZero: Bool = false,
    embeddingsInitializer: any Initializer = .randomUniform(),
    embeddingsRegularizer: (any Regularizer)? = nil, embeddingsConstraint: (any Constraint)? = nil,
    weights: Tensor? = nil, name: String? = nil, isTrainable: Bool = true, elementType: ElementType? = nil
  ) {
    (self.inputDim, self.outputDim, self.maskZero, givenWeights) = (inputDim, outputDim, maskZero, weights)
    embeddings = Variable(
      "embeddings", initializer: embeddingsInitializer, regularizer: embeddingsRegularizer,
      constraint: embeddingsConstraint)
    super.init(name: name, isTrainable: isTrainable, elementType: elementType)
  }

  public override func build(_ input: Shape) throws {
    guard inputDim > 0, outputDim > 0 else {
      throw KeratinError(
        .argument, expected: "inputDim and outputDim to be at least 1", received: "\(inputDim) and \(outputDim)")
    }
    let shape: Shape = [inputDim, outputDim]
    if let error = givenWeights?.error { throw error }
    guard givenWeights?.shape ?? shape == shape else {
      throw KeratinError(
        .shape, expected: "weights of shape \(shape), a row for each token",
        received: "shape \(givenWeights?.shape ?? shape)")
    }
    add(embeddings, shape: shape)
    if let givenWeights, embeddings.type != nil { try embeddings.assign(givenWeights.cast(to: elementType)) }
  }

  public override func call(_ x: Tensor, _ context: CallContext) -> Tensor {
    embeddings.value.gathering(x.cast(to: .int32))
  }

  public override var supportsMasking: Bool { maskZero }

  public override func computeMask(_ inputs: [Tensor], _ results: [Tensor]) -> [Tensor?] { inputs.map { $0 .!= 0 } }

  public override var config: [String: ConfigValue] {
    super.config.merging([
      "input_dim": .int(inputDim), "output_dim": .int(outputDim), "mask_zero": .bool(maskZero),
      "embeddings_initializer": configPart(embeddings.initializer),
      "embeddings_regularizer": configPart(embeddings.regularizer),
      "embeddings_constraint": configPart(embeddings.constraint),
      "activity_regularizer": configPart(activityRegularizer),
    ]) { $1 }
  }
}

extension Embedding: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    let table = try config.weight("embeddings", .randomUniform())
    config.ignore("input_length")
    self.init(
      try config("input_dim"), try config("output_dim"), maskZero: try config("mask_zero", or: false),
      embeddingsInitializer: table.initializer, embeddingsRegularizer: table.regularizer,
      embeddingsConstraint: table.constraint)
  }
}
