internal import KeratinGraph
public import KeratinLayers

extension Model {
  /// What Keras's files say of the model's architecture, as JSON: the text of `config.json`, without weights.
  ///
  /// ``model(fromJSON:customObjects:)`` makes such a model again, Keras's `model_from_json` too. Throws for what Keras has no word for: a layer
  /// that is not registered, a function in a `Lambda`.
  public func toJSON() throws -> String {
    try requireSound()
    let value = serialized
    try value.requireWritable(path: name)
    return value.forAllVersions.json
  }

  /// The model that ``toJSON()``, or Keras's `to_json()`, describes; its weights are drawn anew. It is not compiled.
  ///
  /// - Parameters:
  ///   - json: the text.
  ///   - customObjects: classes for this text alone; none by default.
  /// - Throws: ``KeratinError`` for what is no such text, or describes what there is not.
  public static func model(fromJSON json: String, customObjects: CustomObjects = CustomObjects()) throws -> Model {
    try ModelReader(customObjects: customObjects).model(ConfigValue(json: json.utf8, source: "the JSON text"))
  }

  /// A model with the same layers, by the same names, and weights of its own, drawn anew. It is not compiled.
  ///
  /// Throws for a model that ``toJSON()`` cannot describe.
  public func cloned() throws -> Model {
    try requireSound()
    let value = serialized
    try value.requireWritable(path: name)
    return try ModelReader().model(value)
  }
}

/// A model with the same layers as `model` and weights of its own, drawn anew: Keras's `clone_model`.
public func cloneModel(_ model: Model) throws -> Model { try model.cloned() }
