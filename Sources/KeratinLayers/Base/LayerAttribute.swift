/// What an attribute of a layer holds, for files: a layer, or several in order.
public indirect enum LayerAttribute {
  case layer(Layer)
  case layers([LayerAttribute])
}

extension Layer {
  /// The properties that are layers, or arrays and dictionaries of them, under Keras's names for them.
  ///
  /// A sublayer that is in no property is under `layers`.
  var attributesOfProperties: [(name: String, content: LayerAttribute)] {
    var found: [(name: String, content: LayerAttribute)] = []
    var seen = Set<ObjectIdentifier>()
    var mirror: Mirror? = Mirror(reflecting: self)
    while let level = mirror, level.subjectType != Layer.self {
      for child in level.children {
        guard let label = child.label, let content = LayerAttribute(child.value) else { continue }
        let name = Self.attributeNames[label] ?? LayerNames.attributeName(label)
        seen.formUnion(content.layers.map(ObjectIdentifier.init))
        found.append((name, content))
      }
      mirror = level.superclassMirror
    }
    let others = sublayers.filter { !seen.contains(ObjectIdentifier($0)) }
    if !others.isEmpty { found.append(("layers", .layers(others.map { .layer($0) }))) }
    return Layer.inSavingOrder(found)
  }

  /// Keras goes through attributes in the order of their names, private ones last.
  package static func inSavingOrder(
    _ attributes: [(name: String, content: LayerAttribute)]
  ) -> [(name: String, content: LayerAttribute)] {
    func key(_ name: String) -> String { name.hasPrefix("_") ? "~" + name : name }
    return attributes.sorted { key($0.name).utf8.lexicographicallyPrecedes(key($1.name).utf8) }
  }
}

extension LayerAttribute {
  /// `nil` for a value that holds no layer.
  fileprivate init?(_ value: Any) {
    if let layer = value as? Layer {
      self = .layer(layer)
    } else if let layers = value as? [Layer] {
      guard !layers.isEmpty else { return nil }
      self = .layers(layers.map { .layer($0) })
    } else if let groups = value as? [[Layer]] {
      guard groups.contains(where: { !$0.isEmpty }) else { return nil }
      self = .layers(groups.map { .layers($0.map { .layer($0) }) })
    } else if let layers = value as? [String: Layer] {
      guard !layers.isEmpty else { return nil }
      self = .layers(layers.sorted { $0.key < $1.key }.map { .layer($0.value) })
    } else {
      return nil
    }
  }

  /// All layers, in order.
  var layers: [Layer] {
    switch self {
    case .layer(let layer): [layer]
    case .layers(let contents): contents.flatMap(\.layers)
    }
  }
}
