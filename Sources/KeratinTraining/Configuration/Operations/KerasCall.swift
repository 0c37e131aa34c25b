internal import KeratinLayers

/// A call as Keras's files note it, its tensors numbered.
struct KerasCall {
  var args: [KerasArgument]
  var kwargs: [String: KerasArgument] = [:]
}

/// An argument of a call.
indirect enum KerasArgument {
  /// The tensor of that number.
  case tensor(Int)
  case list([KerasArgument])
  case value(ConfigValue)
}

/// An operation in a model's graph in Keras's words: its class, the arguments that made it, and its only call.
struct KerasOperationCall {
  /// The module after `keras.src.ops.`.
  var module: String
  var className: String
  var config: [String: ConfigValue] = [:]
  var call: KerasCall
}
