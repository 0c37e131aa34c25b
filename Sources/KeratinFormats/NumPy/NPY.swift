public import KeratinGraph
internal import KeratinKernels

/// NumPy's `.npy` files.
///
/// Source: NumPy Enhancement Proposal 1.
public enum NPY {
  /// The tensor in the file at `path`.
  ///
  /// Little-endian numbers, in C or Fortran order: float32, float64, int32, uint8 and bool as they are; float16 as float32; other integers
  /// as int32 where every value fits. Throws ``KeratinError`` naming the file for any other content, and for a header that does not agree with
  /// the file's size.
  public static func read(_ path: String) throws -> Tensor { try parse(FileBytes.reader(path)) }

  /// Writes the tensor's numbers to a file at `path`, in place of one that is there.
  public static func write(_ tensor: Tensor, to path: String) throws {
    try FileBytes.write(try encoded(tensor), to: path)
  }

  /// The tensor in the bytes of a whole file.
  static func parse(_ reader: ByteReader) throws -> Tensor { try array(reader, size: reader.count) { reader }.tensor() }

  /// The array in a file of `size` bytes, `content`, of which `reader` has the beginning: at least the header.
  static func array(
    _ reader: ByteReader, size: Int, _ content: @escaping () throws -> ByteReader
  ) throws -> StoredArray {
    guard reader.count >= 10, reader.holds([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], at: 0) else {
      throw reader.failure("NumPy's signature", "\(reader.count) bytes that do not begin with it")
    }
    let version = try reader.integer(at: 6, width: 1, "the version")
    guard (1...3).contains(version) else { throw reader.failure("format version 1, 2 or 3", "version \(version)") }
    let start = version >= 2 ? 12 : 10
    let length = try reader.integer(at: 8, width: start - 8, "the header's length")
    guard length <= 1 << 20 else { throw reader.failure("a header", "one of \(length) bytes") }
    let header = String(decoding: try reader.bytes(at: start, count: length, "the header"), as: UTF8.self)
    guard let description = field("descr", header), let order = field("fortran_order", header),
      let extents = field("shape", header)
    else { throw reader.failure("descr, fortran_order and shape in the header", header) }
    let isFortran = order.hasPrefix("True")
    guard isFortran || order.hasPrefix("False") else { throw reader.failure("True or False for the order", order) }
    let dimensions = try extents.split(separator: ",").filter { $0.contains { $0 != " " } }.map { text -> Int in
      guard let extent = Int(text.filter { $0 != " " }), extent >= 0 else { throw reader.failure("extents", extents) }
      return extent
    }
    guard let type = types[description.drop { $0 == "<" || $0 == "|" || $0 == "=" }] else {
      throw reader.failure("little-endian numbers or truth values", description)
    }
    let bound = dimensions.reduce(type.width) { Shape.product($0, Swift.max($1, 1)) }
    guard dimensions.count <= 32, bound < .max else { throw reader.failure("a shape that fits in memory", extents) }
    let shape = Shape(dimensions)
    let bodySize = size - start - length
    guard Shape.product(shape.count, type.width) == bodySize else {
      throw reader.failure("\(shape.count) elements of \(type.width) bytes", "\(bodySize) bytes of data")
    }
    return StoredArray(shape: shape, type: type, name: reader.source) {
      let body = try content().part(at: start + length, count: bodySize, "the elements")
      return isFortran ? ByteReader(reordered(try body.bytes(), shape, type.width), source: body.source) : body
    }
  }

  /// Elements that stand with the first axis running fastest, brought into row-major order.
  private static func reordered(_ body: ArraySlice<UInt8>, _ shape: Shape, _ width: Int) -> [UInt8] {
    var strides = [Int](repeating: width, count: shape.rank)
    for axis in strides.indices.dropFirst() { strides[axis] = strides[axis - 1] * shape[axis - 1] }
    var result: [UInt8] = []
    result.reserveCapacity(body.count)
    for element in 0..<shape.count {
      var (rest, place) = (element, body.startIndex)
      for axis in strides.indices.reversed() {
        place += rest % shape[axis] * strides[axis]
        rest /= shape[axis]
      }
      result.append(contentsOf: body[place..<place + width])
    }
    return result
  }

  /// The bytes of a file with the tensor's numbers.
  static func encoded(_ tensor: Tensor) throws -> [UInt8] {
    let names: [ElementType: String] = [.float32: "<f4", .float64: "<f8", .int32: "<i4", .uint8: "|u1", .bool: "|b1"]
    let extents = tensor.shape.dimensions.map { "\($0)" }.joined(separator: ", ")
    let comma = tensor.rank == 1 ? "," : ""
    var header =
      "{'descr': '\(names[tensor.elementType] ?? "")', 'fortran_order': False, 'shape': (\(extents)\(comma)), }"
    // Elements begin at a multiple of 64 bytes.
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    var out = ByteWriter()
    out.append([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59, 1, 0])
    out.append(header.utf8.count, width: 2)
    out.append(header)
    out.append(try tensor.elementBytes())
    return out.bytes
  }

  private static let types: [Substring: StoredType] = [
    "f2": .float16, "f4": .float32, "f8": .float64, "i1": .int8, "i2": .int16, "i4": .int32, "i8": .int64,
    "u1": .uint8, "u2": .uint16, "u4": .uint32, "u8": .uint64, "b1": .bool,
  ]

  /// The text after `'name':` in a header, without quotes or parentheses.
  private static func field(_ name: String, _ header: String) -> String? {
    guard let key = header.firstRange(of: "'\(name)':") else { return nil }
    let rest = header[key.upperBound...].drop { $0 == " " }
    let (opening, closing): (Int, [Character]) =
      switch rest.first {
      case "'": (1, ["'"])
      case "(": (1, [")"])
      default: (0, [",", "}"])
      }
    let text = rest.dropFirst(opening)
    return text.firstIndex(where: closing.contains).map { String(text[..<$0]) }
  }
}
