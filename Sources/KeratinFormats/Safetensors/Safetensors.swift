internal import Foundation
public import KeratinGraph
internal import KeratinKernels

/// Hugging Face's `.safetensors` files: a header in JSON that names the tensors, then their elements.
///
/// Source: github.com/huggingface/safetensors, "Format".
public enum Safetensors {
  /// The tensors in the file at `path`, by their names: float32, float64, int32, uint8 and bool as they are; float16 and bfloat16 as float32;
  /// other integers as int32 where every value fits.
  ///
  /// Throws ``KeratinError`` naming the file and the tensor for what cannot be read.
  public static func read(_ path: String) throws -> [String: Tensor] {
    try arrays(FileBytes.reader(path)).mapValues { try $0.tensor() }
  }

  /// Writes the tensors to a file at `path`, in the order of their names, in place of one that is there.
  public static func write(_ tensors: [String: Tensor], to path: String) throws {
    try FileBytes.write(encoded(tensors.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }), to: path)
  }

  private static let types: [String: StoredType] = [
    "F16": .float16, "BF16": .bfloat16, "F32": .float32, "F64": .float64, "I8": .int8, "I16": .int16, "I32": .int32,
    "I64": .int64, "U8": .uint8, "U16": .uint16, "U32": .uint32, "U64": .uint64, "BOOL": .bool,
  ]
  /// The format's own limit for the header.
  private static let headerLimit = 100_000_000

  /// The arrays in the bytes of a file. Their elements must follow one another without gaps, as the format asks.
  static func arrays(_ reader: ByteReader) throws -> [String: StoredArray] {
    let length = try reader.integer(at: 0, width: 8, "the header's length")
    guard length <= headerLimit, length >= 2 else { throw reader.failure("a header", "one of \(length) bytes") }
    let header = try reader.bytes(at: 8, count: length, "the header")
    guard reader.holds([0x7B], at: 8), !isDeep(header),
      let json = try? JSONSerialization.jsonObject(with: Data(header)) as? [String: Any]
    else { throw reader.failure("a header in JSON", "other text") }
    let body = try reader.part(at: 8 + length, count: reader.count - 8 - length, "the elements")
    var arrays: [String: StoredArray] = [:]
    var ranges: [Range<Int>] = []
    for (name, value) in json where name != "__metadata__" {
      let fields = value as? [String: Any] ?? [:]
      guard let word = fields["dtype"] as? String, let shape = fields["shape"] as? [Int],
        let offsets = fields["data_offsets"] as? [Int], offsets.count == 2, offsets[0] >= 0, offsets[1] >= offsets[0],
        shape.allSatisfy({ $0 >= 0 }), shape.count <= 32
      else { throw reader.failure("dtype, shape and data_offsets of '\(name)'", "\(value)") }
      guard let type = types[word] else { throw reader.failure("a known dtype of '\(name)'", word) }
      let bound = shape.reduce(type.width) { Shape.product($0, Swift.max($1, 1)) }
      guard bound < .max, Shape.product(Shape(shape).count, type.width) == offsets[1] - offsets[0] else {
        throw reader.failure(
          "\(Shape.product(Shape(shape).count, type.width)) bytes for '\(name)'", "\(offsets[1] - offsets[0])")
      }
      let elements = try body.part(at: offsets[0], count: offsets[1] - offsets[0], "the elements of '\(name)'")
      ranges.append(offsets[0]..<offsets[1])
      arrays[name] = StoredArray(shape: Shape(shape), type: type, name: "'\(name)' of \(reader.source)") { elements }
    }
    var end = 0
    for range in ranges.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      guard range.lowerBound == end else { throw reader.failure("elements without gaps", "a gap at byte \(end)") }
      end = range.upperBound
    }
    guard end == body.count else { throw reader.failure("\(end) bytes of elements", "\(body.count)") }
    return arrays
  }

  /// Whether brackets lie in one another deeper than any header's do.
  private static func isDeep(_ text: ArraySlice<UInt8>) -> Bool {
    var depth = 0
    for byte in text {
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") { depth -= 1 }
      if depth > 64 { return true }
    }
    return false
  }

  /// The bytes of a file with the tensors, in pieces.
  static func encoded(_ tensors: [(name: String, tensor: Tensor)]) throws -> [[UInt8]] {
    let names = Dictionary(types.map { ($1, $0) }) { first, _ in first }
    var (entries, pieces, offset) = ([String: Any](), [[UInt8]](), 0)
    for (name, tensor) in tensors {
      let bytes = try tensor.elementBytes()
      entries[name] = [
        "dtype": names[StoredType(tensor.elementType)] ?? "", "shape": tensor.shape.dimensions,
        "data_offsets": [offset, offset + bytes.count],
      ]
      pieces.append(bytes)
      offset += bytes.count
    }
    var header = ByteWriter()
    header.append(try JSONSerialization.data(withJSONObject: entries, options: [.sortedKeys, .withoutEscapingSlashes]))
    // Elements begin at a multiple of 8 bytes; spaces may follow the JSON.
    header.append(repeatElement(0x20, count: (8 - header.count % 8) % 8))
    var length = ByteWriter()
    length.append(header.count, width: 8)
    return [length.bytes, header.bytes] + pieces
  }
}
