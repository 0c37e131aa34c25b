internal import KeratinGraph
internal import KeratinLayers
internal import KeratinTraining

/// The variables that weight files keep in one place: a layer's own, or the optimizer's.
struct WeightGroup {
  /// Keras's path, empty for the model itself: `layers/dense_1`.
  let path: String
  /// The layer's name, which files note but do not go by.
  let name: String
  let variables: [Variable]
  let isOptimizer: Bool

  /// Where the variable of that number lies.
  func path(of index: Int) -> String { (path.isEmpty ? "" : path + "/") + "vars/\(index)" }
}

extension Model {
  /// All variables in the groups, under the paths and in the order of Keras's files.
  ///
  /// A layer in an array is called by its class in snake case, numbered from the second of its kind on. A layer that can be reached in several
  /// ways is where Keras comes to it first.
  func weightGroups() -> [WeightGroup] {
    var walk = WeightWalk()
    walk.visit(self, path: "")
    return walk.groups
  }
}

private struct WeightWalk {
  var groups: [WeightGroup] = []
  private var visited: Set<ObjectIdentifier> = []

  private func joined(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "/" + name }

  mutating func visit(_ layer: Layer, path: String) {
    guard visited.insert(ObjectIdentifier(layer)).inserted else { return }
    let own = layer.weightGroups
    let mine = own.filter(\.attribute.isEmpty).flatMap(\.weights)
    groups.append(WeightGroup(path: path, name: layer.name, variables: mine, isOptimizer: false))
    for group in own where !group.attribute.isEmpty {
      let place = joined(path, group.attribute)
      groups.append(
        WeightGroup(
          path: place, name: group.attribute.split(separator: "/").last.map(String.init) ?? layer.name,
          variables: group.weights, isOptimizer: false))
    }
    for attribute in layer.attributes { visit(attribute.content, path: joined(path, attribute.name)) }
    if let optimizer = (layer as? Model)?.optimizer {
      groups.append(
        WeightGroup(
          path: joined(path, "optimizer"), name: optimizer.name, variables: optimizer.variables, isOptimizer: true))
    }
  }

  private mutating func visit(_ content: LayerAttribute, path: String) {
    switch content {
    case .layer(let layer): visit(layer, path: path)
    case .layers(let contents):
      var counts: [String: Int] = [:]
      for content in contents {
        let name =
          switch content {
          case .layer(let layer): LayerNames.snakeCase(type(of: layer).className)
          case .layers: "container"
          }
        let number = counts[name, default: 0]
        counts[name] = number + 1
        visit(content, path: joined(path, number == 0 ? name : "\(name)_\(number)"))
      }
    }
  }
}
