internal import KeratinGraph

/// The type of an HDF5 data set's elements.
enum HDF5Datatype {
  case number(StoredType)
  /// A type whose elements are not read, in words.
  case other(String)

  /// Reads a datatype message.
  init(_ message: ByteReader, of name: String) throws {
    let part = "the type of \(name)"
    let kind = try message.integer(at: 0, width: 1, part) & 15
    let bits = try message.integer(at: 1, width: 3, part)
    let size = try message.integer(at: 4, width: 4, part)
    switch kind {
    case 0:
      let isWhole =
        try message.integer(at: 8, width: 2, part) == 0 && message.integer(at: 10, width: 2, part) == 8 * size
      let names: [Int: (StoredType, StoredType)] = [
        1: (.uint8, .int8), 2: (.uint16, .int16), 4: (.uint32, .int32), 8: (.uint64, .int64),
      ]
      guard bits & 1 == 0, isWhole, let pair = names[size] else {
        self = .other("big-endian or odd integers")
        return
      }
      self = .number(bits & 8 == 0 ? pair.0 : pair.1)
    case 1:
      guard bits & 0x41 == 0, try message.integer(at: 8, width: 2, part) == 0 else {
        self = .other("big-endian or odd floating numbers")
        return
      }
      let layout = try (10..<16).filter { $0 != 11 }.map { try message.integer(at: $0, width: 1, part) }
      switch (size, layout) {
      case (2, [16, 10, 5, 0, 10]): self = .number(.float16)
      case (2, [16, 7, 8, 0, 7]): self = .number(.bfloat16)
      case (4, [32, 23, 8, 0, 23]): self = .number(.float32)
      case (8, [64, 52, 11, 0, 52]): self = .number(.float64)
      default: self = .other("floating numbers of \(size) bytes")
      }
    // Of a fixed length, or in the file's global heap.
    case 3: self = .other("text")
    // Truth values are an enumeration of one byte; bfloat16, unknown to HDF5, is opaque.
    case 8 where size == 1: self = .number(.bool)
    case 5 where size == 2: self = .number(.bfloat16)
    case 9 where bits & 15 == 1: self = .other("text")
    default:
      let kinds = [
        "", "", "times", "", "bit fields", "opaque bytes", "compounds", "references", "an enumeration",
        "variable lengths", "arrays",
      ]
      self = .other(kinds.indices.contains(kind) ? kinds[kind] : "a type of class \(kind)")
    }
  }
}
