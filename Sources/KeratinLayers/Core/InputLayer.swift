public import KeratinGraph
public import KeratinKernels

/// The place where a model's input enters.
public final class InputLayer: Layer {
  /// The shape with its batch axis first, unknown unless it was given.
  public let batchShape: Shape

  init(batchShape: Shape, elementType: ElementType, name: String?) {
    self.batchShape = batchShape
    super.init(name: name, elementType: elementType)
  }

  public override var config: [String: ConfigValue] {
    [
      "name": .string(name), "batch_shape": batchShape.serialized, "dtype": .string(elementType.rawValue),
      "sparse": false,
    ]
  }
}

// swift-format-ignore: AlwaysUseLowerCamelCase
/// A functional tensor: the input of a model.
///
/// - Parameters:
///   - shape: the shape of one sample, without the batch axis; `nil` for an extent that varies. A negative extent is an error.
///   - batchSize: the size of the batch if it is always the same.
///   - elementType: float32 by default; int32 for tokens.
///   - name: by default `input_layer`, numbered.
public func Input(
  shape: Shape, batchSize: Int? = nil, elementType: ElementType = FloatPolicy.elementType, name: String? = nil
) -> Tensor {
  let batchShape = Shape([batchSize ?? Shape.unknown] + shape.dimensions)
  let layer = InputLayer(batchShape: batchShape, elementType: elementType, name: name)
  do {
    try requireSoundName(layer.name)
    if let extent = (shape.dimensions + [batchSize ?? 0]).first(where: { $0 < Shape.unknown }) {
      throw KeratinError(
        .shape, expected: "extents of at least 0, or nil", received: "\(extent) in shape \(shape)")
    }
  } catch {
    return Tensor(
      failing: KeratinError(wrapping: error).located(operation: "Input"), TensorType(batchShape, elementType))
  }
  return SymbolicCall(layer, inputs: [], resultTypes: [TensorType(batchShape, elementType)]).results[0]
}

extension InputLayer: KerasObject {
  package convenience init(_ config: ConfigReader) throws {
    self.init(
      batchShape: try config.batchShape(), elementType: try config.elementType() ?? FloatPolicy.elementType,
      name: try config.optional("name"))
  }
}
