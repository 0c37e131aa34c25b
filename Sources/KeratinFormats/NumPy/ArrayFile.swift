package import KeratinGraph

/// What a `.npy` or `.npz` file holds: one array, or several by name. Which of them it is shows in its first bytes.
package enum ArrayFile: Sendable {
  case one(Tensor)
  case named([String: Tensor])

  /// Reads a file, or for `-` the standard input.
  package init(_ path: String) throws {
    let reader = try FileBytes.reader(StandardStreams.source(path), source: StandardStreams.name(path))
    if reader.holds([0x50, 0x4B], at: 0) {
      self = .named(try NPZ.arrays(reader).mapValues { try $0.tensor() })
    } else {
      self = .one(try NPY.parse(reader))
    }
  }

  /// Writes one tensor as `.npy`, or where the path ends in `.npz` or there are several as `.npz`, to a file or for `-` to the standard
  /// output.
  package static func write(_ tensors: [(name: String, tensor: Tensor)], to path: String) throws {
    if tensors.count == 1, !path.hasSuffix(".npz") {
      try StandardStreams.write([NPY.encoded(tensors[0].tensor)], to: path)
    } else {
      try StandardStreams.write(NPZ.encoded(tensors), to: path)
    }
  }
}
