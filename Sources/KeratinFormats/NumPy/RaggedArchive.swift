internal import KeratinGraph
internal import KeratinKernels

/// An npz file in which sequences of different lengths lie as pickled lists.
struct RaggedArchive {
  private let archive: ZipFile
  private let reader: ByteReader

  init(_ path: String) throws {
    reader = try FileBytes.reader(path)
    archive = try ZipFile(reader)
  }

  /// The sequences of the member `x` and as many labels of the member `y`.
  func samples(_ x: String, _ y: String) throws -> ([[Int32]], [Int32]) {
    let sequences = try sequences(x)
    let (content, source) = try content(y)
    let labels = try NPY.parse(ByteReader(content, source: source)).scalars(as: Int32.self)
    guard sequences.count == labels.count else {
      throw reader.failure("as many labels as sequences", "\(labels.count) and \(sequences.count)")
    }
    return (sequences, labels)
  }

  private func content(_ name: String) throws -> (ArraySlice<UInt8>, source: String) {
    guard let member = archive.members.first(where: { $0.name == name + ".npy" }) else {
      throw reader.failure("a member '\(name).npy'", "\(archive.members.map(\.name))")
    }
    return (try archive.content(of: member), "'\(name)' of \(reader.source)")
  }

  private func sequences(_ name: String) throws -> [[Int32]] {
    let (content, source) = try content(name)
    let part = ByteReader(content, source: source)
    guard part.holds([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], at: 0) else {
      throw part.failure("NumPy's signature", "other bytes")
    }
    let isWide = try part.integer(at: 6, width: 1, "the version") >= 2
    let start = isWide ? 12 : 10
    let length = try part.integer(at: 8, width: isWide ? 4 : 2, "the header's length")
    let header = String(decoding: try part.bytes(at: start, count: length, "the header"), as: UTF8.self)
    guard header.contains("'|O'") else { throw part.failure("pickled sequences", header) }
    return try PickledLists.sequences(content.dropFirst(start + length), source: source)
  }
}
