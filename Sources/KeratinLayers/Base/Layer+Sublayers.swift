extension Layer {
  /// This layer and those inside it at any depth, each once, outer ones first; none that `isWanted` refuses, nor what is inside those.
  func layersWithin(where isWanted: (Layer) -> Bool) -> [Layer] {
    var found: [Layer] = []
    var seen = Set<ObjectIdentifier>()
    // A layer may hold the one that holds it: what was seen is not entered again.
    func visit(_ layer: Layer) {
      guard isWanted(layer), seen.insert(ObjectIdentifier(layer)).inserted else { return }
      found.append(layer)
      for inner in layer.sublayers { visit(inner) }
    }
    visit(self)
    return found
  }

  /// The layers that are properties, or in arrays and dictionaries that are: first those of the superclass, in the order of
  /// declaration; of dictionaries in the order of their keys.
  var layersInProperties: [Layer] {
    var levels: [[Layer]] = []
    var mirror: Mirror? = Mirror(reflecting: self)
    while let level = mirror, level.subjectType != Layer.self {
      levels.append(level.children.flatMap { layers(in: $0.value) })
      mirror = level.superclassMirror
    }
    var seen = Set<ObjectIdentifier>()
    return levels.reversed().flatMap { $0 }.filter { seen.insert(ObjectIdentifier($0)).inserted }
  }

  private func layers(in value: Any) -> [Layer] {
    if let layer = value as? Layer { return [layer] }
    if let layers = value as? [Layer] { return layers }
    if let groups = value as? [[Layer]] { return groups.flatMap { $0 } }
    if let layers = value as? [String: Layer] { return layers.sorted { $0.key < $1.key }.map(\.value) }
    return []
  }
}
