internal import KeratinGraph
internal import KeratinKernels

/// Weights from one kind of file into another without the model: the same arrays under the same paths.
package enum WeightConversion {
  /// What files can be told by: the ends of their names.
  package static let formats = [".keras"] + WeightFormat.allCases.map(\.rawValue)

  /// The format that a name says, `nil` for none.
  package static func format(of path: String) -> String? { formats.first { path.hasSuffix($0) } }

  /// Reads the weights of a file, of a `.keras` file its `model.weights.h5`, and writes them in another format.
  ///
  /// - Parameters:
  ///   - source: the file to read; what it is shows in its first bytes.
  ///   - path: the file to write, `-` for the standard output.
  ///   - format: one of ``formats`` but `.keras`.
  /// - Returns: how many arrays there were.
  package static func convert(_ source: String, to path: String, format: String) throws -> Int {
    guard let target = WeightFormat(rawValue: format) else {
      throw KeratinError(
        .argument, expected: "one of \(WeightFormat.allCases.map(\.rawValue).joined(separator: ", "))",
        received: "'\(format)'", operation: "convert")
    }
    let name = StandardStreams.name(source)
    let arrays = try arrays(FileBytes.reader(StandardStreams.source(source), source: name))
    guard !arrays.isEmpty else {
      throw KeratinError(.file, expected: "weights in \(name)", received: "none", operation: "convert")
    }
    let tensors = try arrays.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
      (name: $0.key, tensor: try $0.value.tensor())
    }
    try StandardStreams.write(encoded(tensors, target), to: path)
    return tensors.count
  }

  /// The arrays of a file by their paths.
  private static func arrays(_ reader: ByteReader) throws -> [String: StoredArray] {
    if reader.holds([0x89, 0x48, 0x44, 0x46], at: 0) { return try WeightFormat.hdf5.arrays(reader) }
    guard reader.holds([0x50, 0x4B], at: 0) else { return try WeightFormat.safetensors.arrays(reader) }
    let archive = try ZipFile(reader)
    guard let weights = archive.members.first(where: { $0.name == "model.weights.h5" }) else {
      return try WeightFormat.npz.arrays(reader)
    }
    return try WeightFormat.hdf5.arrays(archive.contentReader(of: weights))
  }

  private static func encoded(_ tensors: [(name: String, tensor: Tensor)], _ format: WeightFormat) throws -> [[UInt8]] {
    switch format {
    case .npz: return try NPZ.encoded(tensors)
    case .safetensors: return try Safetensors.encoded(tensors)
    case .hdf5:
      var writer = HDF5Writer()
      var groups: Set<String> = []
      for (path, tensor) in tensors {
        let folders = path.split(separator: "/").dropLast()
        if folders.last == "vars", groups.insert(folders.joined(separator: "/")).inserted {
          let name = folders.dropLast().last.map(String.init) ?? ""
          try writer.addGroup(folders.joined(separator: "/"), attributes: [(name: "name", text: name)])
        }
        try writer.addArray(path, tensor)
      }
      return writer.finished()
    }
  }
}
