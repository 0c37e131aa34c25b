internal import KeratinGraph
internal import KeratinKernels

/// An array in an HDF5 file: its shape and type, and where its elements lie.
struct HDF5Dataset {
  let path: String
  let shape: Shape
  let datatype: HDF5Datatype

  private let layout: Layout
  private let reader: ByteReader

  private enum Layout {
    case bytes(ByteReader)
    case contiguous(address: Int, size: Int)
    case chunked(HDF5Chunks)
    /// One that is not read, in words.
    case other(String)
  }

  init(_ header: HDF5Header, _ reader: ByteReader, path: String) throws {
    (self.path, self.reader) = (path, reader)
    let name = "'\(path)'"
    func content(_ kind: HDF5Message.Kind, _ words: String) throws -> ByteReader {
      guard let message = header.messages.first(where: { $0.kind == kind }) else {
        throw reader.failure("\(words) of \(name)", "a header without it")
      }
      guard !message.isShared else { throw reader.failure("\(words) of \(name) in its header", "a shared one") }
      return message.content
    }
    shape = try Shape(dataspace: content(.dataspace, "the shape"), of: name)
    let datatype = try HDF5Datatype(content(.datatype, "the type"), of: name)
    self.datatype = datatype
    if header.messages.contains(where: { $0.kind == .externalFiles }) {
      layout = .other("in other files")
      return
    }
    let message = try content(.layout, "the layout")
    let version = try message.integer(at: 0, width: 1, "the layout of \(name)")
    guard version == 3 else {
      layout = .other("in a layout of version \(version)")
      return
    }
    switch try message.integer(at: 1, width: 1, "the layout of \(name)") {
    case 0:
      layout = .bytes(
        try message.part(
          at: 4, count: try message.integer(at: 2, width: 2, "the layout of \(name)"), "the elements of \(name)"))
    case 1:
      // An empty data set has no place: its address is all ones.
      let isPlaced = !message.holds([UInt8](repeating: 255, count: 8), at: 2)
      let size = try message.integer(at: 10, width: 8, "the layout of \(name)")
      layout = .contiguous(
        address: isPlaced ? try message.integer(at: 2, width: 8, "the layout of \(name)") : 0,
        size: isPlaced ? size : 0)
    case 2:
      guard case .number(let type) = datatype else {
        layout = .other("in chunks")
        return
      }
      layout = .chunked(
        try HDF5Chunks(
          message, filters: header.messages.first { $0.kind == .filters }?.content,
          fillValue: header.messages.first { $0.kind == .fillValue }?.content, shape: shape, type: type, name: name,
          reader))
    case let kind: layout = .other("in a layout of class \(kind)")
    }
  }

  /// Whether the elements lie in chunks, which may be packed or missing.
  var isChunked: Bool { if case .chunked = layout { true } else { false } }

  /// The bytes that the elements take in the file or, where they lie in chunks, those of all chunks once they are unpacked.
  var elementBytes: Int {
    switch layout {
    case .bytes(let content): content.count
    case .contiguous(_, let size): size
    case .chunked(let chunks): chunks.unpackedBytes
    case .other: 0
    }
  }

  /// The array. Throws where it is not of numbers, or its elements lie where they are not read.
  func array() throws -> StoredArray {
    let type: StoredType
    switch datatype {
    case .number(let stored): type = stored
    case .other(let words): throw reader.failure("numbers in '\(path)'", words)
    }
    if case .other(let words) = layout { throw reader.failure("the elements of '\(path)' in one place", words) }
    return StoredArray(shape: shape, type: type, name: "'\(path)' of \(reader.source)") { try elements(type) }
  }

  private func elements(_ type: StoredType) throws -> ByteReader {
    let size = Shape.product(shape.count, type.width)
    switch layout {
    case .bytes(let content): return try content.part(at: 0, count: size, "the elements of '\(path)'")
    case .contiguous(let address, let stored):
      guard stored == size else {
        throw reader.failure("\(size) bytes for \(type) \(shape) at '\(path)'", "\(stored)")
      }
      return try reader.part(at: address, count: size, "the elements of '\(path)'")
    case .chunked(let chunks): return ByteReader(try chunks.elements(), source: reader.source)
    case .other(let words): throw reader.failure("the elements of '\(path)' in one place", words)
    }
  }
}
