internal import KeratinGraph

/// The kinds of files that hold weights, told apart by how their names end.
enum WeightFormat: String, CaseIterable {
  case hdf5 = ".weights.h5"
  case npz = ".npz"
  case safetensors = ".safetensors"

  /// The format of the file at `path`. Throws for a name that ends in none.
  init(_ path: String, operation: String) throws {
    if let format = WeightFormat.allCases.first(where: { path.hasSuffix($0.rawValue) }) {
      self = format
      return
    }
    throw KeratinError(
      .argument, expected: "a path that ends in \(WeightFormat.allCases.map(\.rawValue).joined(separator: ", "))",
      received: "'\(path)'", operation: operation,
      suggestion: path.hasSuffix(".keras")
        ? "save(_:), for the whole model" : path.hasSuffix(".h5") ? KerasArchive.adviceForKeras2 : nil)
  }

  /// The bytes of a file with all variables of the groups.
  func encoded(_ groups: [WeightGroup]) throws -> [[UInt8]] {
    let arrays = groups.flatMap { group in
      group.variables.enumerated().map { (group.path(of: $0.offset), $0.element.value) }
    }
    switch self {
    case .npz: return try NPZ.encoded(arrays.map { (name: $0.0, tensor: $0.1) })
    case .safetensors: return try Safetensors.encoded(arrays.map { (name: $0.0, tensor: $0.1) })
    case .hdf5:
      var writer = HDF5Writer()
      for group in groups {
        try writer.addGroup(
          group.path.isEmpty ? "vars" : group.path + "/vars", attributes: [(name: "name", text: group.name)])
      }
      for (path, tensor) in arrays { try writer.addArray(path, tensor) }
      return writer.finished()
    }
  }

  /// The arrays in the bytes of a file, by their paths.
  func arrays(_ reader: ByteReader) throws -> [String: StoredArray] {
    switch self {
    case .npz: return try NPZ.arrays(reader)
    case .safetensors: return try Safetensors.arrays(reader)
    case .hdf5:
      let file = try HDF5File(reader)
      // Keras 2.13 had another name for a model's layers.
      return try Dictionary(
        file.datasets.map {
          ($0.key.replacing("_layer_checkpoint_dependencies", with: "layers"), try $0.value.array())
        }, uniquingKeysWith: { first, _ in first })
    }
  }
}
