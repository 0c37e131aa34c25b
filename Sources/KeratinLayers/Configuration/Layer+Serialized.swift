/// A layer inside another one's configuration, as Keras serializes it.
func serialized(layer: Layer) -> ConfigValue {
  .object([
    "module": "keras.layers", "class_name": .string(type(of: layer).className), "config": .object(layer.config),
    "registered_name": nil,
  ])
}
