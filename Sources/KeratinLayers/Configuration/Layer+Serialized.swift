extension Layer {
  /// What ``serialized`` is unless a class overrides it: of a custom class what it was registered as.
  var standardSerialized: ConfigValue {
    if self is any KerasObject {
      return .serialized(module: "keras.layers", className: type(of: self).className, config: config)
    }
    return .custom(type(of: self), config: config)
      ?? .unwritable(
        "the layer '\(name)' of class \(type(of: self)), which is not registered",
        instead: "CustomObjects.register(\(type(of: self)).self) { config in … }, with a config that has all arguments")
  }
}
