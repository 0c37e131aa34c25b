internal import KeratinGraph
internal import KeratinKernels
package import KeratinLayers

/// Makes models from configurations as Keras writes them, models inside one another included.
package final class ModelReader: ModelMaker {
  /// The model that `value` describes, uncompiled. Throws where it describes something else.
  package func model(_ value: ConfigValue) throws -> Model {
    guard let model = try layer(value) as? Model else {
      throw error(
        path: "", expected: "the description of a model: Sequential or Functional",
        received: SerializedObject(value)?.className.brief ?? value.brief)
    }
    try buildFromShape(model, value)
    return model
  }

  /// Builds a model of a class of its own for the input that its description names, if it names one.
  private func buildFromShape(_ model: Model, _ value: ConfigValue) throws {
    guard !model.isBuilt, !(model is Sequential), let object = SerializedObject(value),
      case .object(let config)? = object.members["build_config"],
      let shape = try shape(config["input_shape"], model.name)
    else { return }
    let results = model.results([Input(shape: shape.droppingFirst)])
    if let error = results.lazy.compactMap(\.error).first { throw located(error, model.name) }
  }

  package override func nestedModel(_ object: SerializedObject, path: String) throws -> Layer? {
    guard object.registeredName == nil, object.module.map({ $0 == "keras" || $0.hasPrefix("keras.") }) ?? true else {
      return nil
    }
    switch object.className {
    case "Sequential": return try sequential(object, path)
    case "Functional", "Model":
      guard object.config["layers"] != nil else {
        throw error(
          path: path, expected: "a model that is a graph of layers",
          received: "one of a class of its own, whose calls no file holds",
          suggestion: "the same class here, its weights by loadWeights(from:)")
      }
      return try FunctionalReader(object, path: path, maker: self).model()
    default: return nil
    }
  }

  private func sequential(_ object: SerializedObject, _ path: String) throws -> Sequential {
    guard case .array(let values)? = object.config["layers"] else {
      throw error(path: path, expected: "a list of layers", received: object.config["layers"]?.brief ?? "none")
    }
    let type = try object.config["dtype"].flatMap { $0 == .null ? nil : try elementType($0, path: path) }
    return try FloatPolicy.with(type ?? FloatPolicy.elementType) {
      var parts: [SequentialPart] = []
      for value in values {
        let layer = try layer(value, path: path)
        if let input = layer as? InputLayer {
          parts.append(.input(input.functionalTensor))
        } else {
          parts.append(.layer(layer))
        }
      }
      // Without an input among the layers, the shape of the first data that the model saw.
      if case .layer? = parts.first, let shape = try shape(object.config["build_input_shape"], path) {
        parts.insert(.input(Input(shape: shape.droppingFirst, name: "input_layer")), at: 0)
      }
      let model = Sequential(parts, name: try name(object, path))
      return try finished(model, object, path)
    }
  }

  /// A shape with its batch, `nil` for none.
  private func shape(_ value: ConfigValue?, _ path: String) throws -> Shape? {
    guard let value, value != .null else { return nil }
    guard case .array(let elements) = value, !elements.isEmpty else {
      throw error(path: path, expected: "the shape of an input", received: value.brief)
    }
    return Shape(
      try elements.map { element in
        if element == .null { return Shape.unknown }
        guard case .int(let extent) = element, extent >= 0 else {
          throw error(path: path, expected: "the shape of an input", received: value.brief)
        }
        return extent
      })
  }

  func name(_ object: SerializedObject, _ path: String) throws -> String? {
    switch object.config["name"] {
    case nil, .null?: return nil
    case .string(let name)? where !name.isEmpty && !name.contains("/"): return name
    case let value?:
      throw error(
        path: path, expected: "name to be a text of at least one character, without a slash", received: value.brief)
    }
  }

  /// A model with what all models have. Throws what went wrong when it was put together.
  func finished<M: Model>(_ model: M, _ object: SerializedObject, _ path: String) throws -> M {
    if let error = model.constructionError { throw located(error, path) }
    if case .bool(let isTrainable)? = object.config["trainable"] { model.isTrainable = isTrainable }
    return model
  }

  /// An error of a layer in the file.
  func located(_ error: KeratinError, _ path: String) -> KeratinError {
    error.located(operation: file, layerPath: path.brief)
  }
}

extension InputLayer {
  /// The layer's result, where a model begins.
  var functionalTensor: Tensor {
    SymbolicCall(self, inputs: [], resultTypes: [TensorType(batchShape, elementType)]).results[0]
  }
}
