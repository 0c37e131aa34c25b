public import KeratinGraph
internal import KeratinKernels

/// NumPy's `.npz` files: zip archives of `.npy` members, stored (`numpy.savez`) or deflated (`numpy.savez_compressed`).
public enum NPZ {
  /// The tensors in the file at `path`, by their names, read as ``NPY`` reads them.
  ///
  /// Throws ``KeratinError`` naming the file and the member for what cannot be read.
  public static func read(_ path: String) throws -> [String: Tensor] {
    try arrays(FileBytes.reader(path)).mapValues { try $0.tensor() }
  }

  /// Writes the tensors to a file at `path`, in the order of their names, in place of one that is there; not compressed.
  public static func write(_ tensors: [String: Tensor], to path: String) throws {
    try FileBytes.write(encoded(tensors.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }), to: path)
  }

  /// The arrays in the bytes of a file. A deflated member is decompressed for its header, and once more for its elements.
  static func arrays(_ reader: ByteReader) throws -> [String: StoredArray] {
    let archive = try ZipFile(reader)
    var arrays: [String: StoredArray] = [:]
    for member in archive.members {
      guard member.name.hasSuffix(".npy") else {
        throw reader.failure("members that end in .npy", "'\(member.name)'")
      }
      let source = "'\(member.name)' of \(reader.source)"
      let head = try archive.beginning(of: member, count: 1 << 16)
      arrays[String(member.name.dropLast(4))] = try NPY.array(
        ByteReader(head, source: source), size: member.size
      ) { try archive.contentReader(of: member) }
    }
    return arrays
  }

  /// The bytes of a file with the tensors, in pieces.
  static func encoded(_ tensors: [(name: String, tensor: Tensor)]) throws -> [[UInt8]] {
    var writer = ZipWriter()
    for (name, tensor) in tensors { try writer.add(name + ".npy", NPY.encoded(tensor)) }
    return writer.finished()
  }
}
