/// What stands in a place of a configuration: a layer, an initializer, …
package struct ObjectKind<Object>: Sendable {
  /// With its article, for messages: "an initializer".
  package let name: String
  /// Whether a name alone stands for an object with Keras's defaults.
  package let acceptsWords: Bool
  /// Keras's classes by their names, and by the words that Keras accepts.
  package let classes: [String: any KerasObject.Type]

  /// - Parameters:
  ///   - classes: known by their names and, where words are accepted, by those in snake case.
  ///   - words: other names, also in place of those in snake case.
  package init(
    _ name: String, _ classes: [any KerasObject.Type], acceptsWords: Bool = true,
    words: [String: any KerasObject.Type] = [:]
  ) {
    var table: [String: any KerasObject.Type] = [:]
    for type in classes {
      table[type.className] = type
      if acceptsWords { table[LayerNames.snakeCase(type.className)] = type }
    }
    (self.name, self.acceptsWords) = (name, acceptsWords)
    self.classes = table.merging(words) { $1 }
  }
}
