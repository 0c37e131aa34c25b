extension Graph {
  /// The value whose memory a value shares: itself, or what it is a view of.
  func viewed(_ value: Value) -> Value {
    var value = value
    while nodes[value.node].isView { value = nodes[value.node].inputs[0] }
    return value
  }

  /// True for what a variable holds.
  func isVariable(_ value: Value) -> Bool { if case .variable = nodes[value.node].source { true } else { false } }
}
