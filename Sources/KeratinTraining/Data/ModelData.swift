public import KeratinGraph

/// What `fit`, `evaluate` and `predict` take: one tensor, several in the order of the model's inputs or outputs, or several by name.
public protocol ModelData {
  /// The tensors in the order of `names`. Throws where there are too few, too many, or ones with unknown names.
  func tensors(named names: [String], role: String) throws -> [Tensor]
}

extension Tensor: ModelData {
  public func tensors(named names: [String], role: String) throws -> [Tensor] {
    try [self].tensors(named: names, role: role)
  }
}

extension [Tensor]: ModelData {
  public func tensors(named names: [String], role: String) throws -> [Tensor] {
    guard count == names.count else {
      throw KeratinError(
        .data, expected: "\(names.count) \(role) (\(names.joined(separator: ", ")))",
        received: "\(count) tensor\(count == 1 ? "" : "s")",
        suggestion: "an array in that order, or a dictionary by name")
    }
    return self
  }
}

extension [String: Tensor]: ModelData {
  public func tensors(named names: [String], role: String) throws -> [Tensor] {
    if let stranger = keys.sorted().first(where: { !names.contains($0) }) {
      throw KeratinError(
        .data, expected: "\(role) named \(names.joined(separator: ", "))", received: "one named '\(stranger)'")
    }
    return try names.map { name in
      guard let tensor = self[name] else {
        throw KeratinError(
          .data, expected: "\(role) named \(names.joined(separator: ", "))", received: "none named '\(name)'")
      }
      return tensor
    }
  }
}
