public import KeratinGraph
internal import KeratinKernels

/// NumPy's `.npy` files.
///
/// Source: NumPy Enhancement Proposal 1.
public enum NPY {
  /// The tensor in the file at `path`: little-endian float32, float64, int32, uint8 or bool, in C order.
  ///
  /// int64, which Python makes of its integers, is read as int32 where every value fits. Throws ``KeratinError`` naming the file for any other
  /// content, and for a header that does not agree with the file's size.
  public static func read(_ path: String) throws -> Tensor { try parse(FileBytes.read(path), path) }

  static func parse(_ bytes: [UInt8], _ path: String) throws -> Tensor {
    func failure(_ expected: String, _ received: String) -> KeratinError {
      KeratinError(.file, expected: "\(expected) in \(path)", received: received, operation: "NPY.read")
    }
    guard bytes.count >= 10, bytes[0..<6].elementsEqual([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]) else {
      throw failure("NumPy's signature", "\(bytes.count) bytes that do not begin with it")
    }
    let isWide = bytes[6] >= 2
    let start = isWide ? 12 : 10
    guard (1...3).contains(bytes[6]), bytes.count >= start else {
      throw failure("format version 1, 2 or 3", "version \(bytes[6])")
    }
    let length = bytes[8..<start].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - start else { throw failure("a header of \(length) bytes", "the end of the file") }
    let header = String(decoding: bytes[start..<start + length], as: UTF8.self)
    guard let description = field("descr", header), let order = field("fortran_order", header),
      let extents = field("shape", header)
    else { throw failure("descr, fortran_order and shape in the header", header) }
    guard order == "False" else {
      throw failure("elements in C order", "Fortran order; save numpy.ascontiguousarray(x)")
    }
    let dimensions = try extents.split(separator: ",").map { text -> Int in
      guard let extent = Int(text.filter { $0 != " " }), extent >= 0 else { throw failure("extents", extents) }
      return extent
    }
    let kind = description.drop { $0 == "<" || $0 == "|" || $0 == "=" }
    let widths: [Substring: Int] = ["f4": 4, "f8": 8, "i4": 4, "i8": 8, "u1": 1, "b1": 1]
    guard let width = widths[kind] else {
      throw failure("little-endian float32, float64, int32, int64, uint8 or bool", description)
    }
    var count = 1
    for extent in dimensions {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else { throw failure("a shape that fits in memory", extents) }
      count = product
    }
    let body = bytes[(start + length)...]
    let (expected, overflow) = count.multipliedReportingOverflow(by: width)
    guard !overflow, body.count == expected else {
      throw failure("\(count) elements of \(width) bytes", "\(body.count) bytes of data")
    }
    let types: [Substring: ElementType] = ["f4": .float32, "f8": .float64, "i4": .int32, "u1": .uint8, "b1": .bool]
    guard let elementType = types[kind] else { return try narrowed(body, Shape(dimensions), failure) }
    let buffer = Buffer(byteCount: body.count)
    body.withUnsafeBytes { source in
      if let first = source.baseAddress { buffer.address.copyMemory(from: first, byteCount: source.count) }
    }
    return Tensor(buffer, TensorType(Shape(dimensions), elementType))
  }

  private static func narrowed(
    _ body: ArraySlice<UInt8>, _ shape: Shape, _ failure: (String, String) -> KeratinError
  ) throws -> Tensor {
    let values = try body.withUnsafeBytes { source in
      try stride(from: 0, to: source.count, by: 8).map { offset -> Int32 in
        let value = Int64(littleEndian: source.loadUnaligned(fromByteOffset: offset, as: Int64.self))
        guard let narrow = Int32(exactly: value) else { throw failure("integers that fit in 32 bits", "\(value)") }
        return narrow
      }
    }
    return try Tensor(values, shape: shape)
  }

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
