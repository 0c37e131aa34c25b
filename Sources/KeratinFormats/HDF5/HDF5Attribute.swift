internal import KeratinGraph
internal import KeratinKernels

/// An attribute that is one piece of text.
struct HDF5Attribute {
  let name: String
  let text: String

  /// Reads an attribute message; `nil` for one that holds something else.
  init?(_ message: ByteReader, _ reader: ByteReader, of object: String) throws {
    let part = "an attribute of \(object)"
    let version = try message.integer(at: 0, width: 1, part)
    guard (1...3).contains(version) else { return nil }
    // A type that several objects share lies elsewhere.
    guard version == 1 ? true : try message.integer(at: 1, width: 1, part) == 0 else { return nil }
    let sizes = try [2, 4, 6].map { try message.integer(at: $0, width: 2, part) }
    // Version 1 pads each of the three to a multiple of 8.
    let places = sizes.map { version == 1 ? ($0 + 7) & ~7 : $0 }
    let start = version == 3 ? 9 : 8
    name = try message.text(at: start, limit: sizes[0], part)
    let datatype = try HDF5Datatype(
      try message.part(at: start + places[0], count: sizes[1], part), of: "attribute '\(name)' of \(object)")
    let shape = try Shape(
      dataspace: try message.part(at: start + places[0] + places[1], count: sizes[2], part),
      of: "attribute '\(name)' of \(object)")
    guard shape.count == 1 else { return nil }
    let value = start + places.reduce(0, +)
    switch datatype {
    case .fixedText(let size):
      text = String(decoding: try message.bytes(at: value, count: size, part).prefix { $0 != 0 }, as: UTF8.self)
    case .variableText:
      let length = try message.integer(at: value, width: 4, part)
      let heap = try message.integer(at: value + 4, width: 8, part)
      let index = try message.integer(at: value + 12, width: 4, part)
      text = String(
        decoding: try HDF5Attribute.heapObject(index, reader, at: heap, part).prefix(length), as: UTF8.self)
    case .number, .other: return nil
    }
  }

  /// The bytes of an object in a global heap.
  private static func heapObject(
    _ wanted: Int, _ reader: ByteReader, at heap: Int, _ part: String
  ) throws -> ArraySlice<UInt8> {
    guard reader.holds(Array("GCOL".utf8), at: heap) else {
      throw reader.failure("the text of \(part) at byte \(heap)", "no global heap")
    }
    let size = try reader.integer(at: heap + 8, width: 8, part)
    let collection = try reader.part(at: heap, count: size, part)
    var place = 16
    while place + 16 <= size {
      let index = try collection.integer(at: place, width: 2, part)
      let length = try collection.integer(at: place + 8, width: 8, part)
      let content = try collection.bytes(at: place + 16, count: length, part)
      if index == wanted { return content }
      // Object 0 is the free space at the end.
      guard index != 0 else { break }
      place += 16 + (length + 7) & ~7
    }
    throw reader.failure("the text of \(part)", "no object \(wanted) in the heap at byte \(heap)")
  }
}
