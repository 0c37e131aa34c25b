internal import KeratinGraph
internal import KeratinKernels
internal import KeratinLayers

extension Model {
  /// The description of this model, `standard` being what its class has for layers of one's own.
  func described(by standard: ConfigValue) -> ConfigValue {
    var members: [String: ConfigValue]
    if self is Sequential {
      members = ["module": "keras", "class_name": "Sequential", "registered_name": nil, "config": .object(config)]
    } else if graph != nil, type(of: self) == Model.self {
      members = [
        "module": "keras.src.models.functional", "class_name": "Functional", "registered_name": "Functional",
        "config": .object(config),
      ]
    } else {
      guard case .object(let custom) = standard, custom["class_name"] != nil, custom["registered_name"] != nil else {
        return .unwritable(
          "the model '\(name)' of class \(type(of: self)), which calls its layers itself",
          instead: "Model(inputs:outputs:), saveWeights(to:), or CustomObjects.register(\(type(of: self)).self)")
      }
      members = custom
    }
    // A graph knows its shapes itself.
    let shape = self is Sequential ? inputs.first?.shape : graph == nil ? buildShapes.first : nil
    members["build_config"] = ["input_shape": shape.map { .shape($0) } ?? nil]
    members["compile_config"] = compiled?.serialized(outputNames: graph == nil ? nil : outputNames) ?? [:]
    return .object(members)
  }
}

extension ConfigValue {
  /// Extents as configurations hold them, `null` for one that is not known.
  static func shape(_ shape: Shape) -> ConfigValue {
    .array(shape.dimensions.map { $0 == Shape.unknown ? .null : .int($0) })
  }
}
