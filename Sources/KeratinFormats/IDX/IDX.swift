public import KeratinGraph
internal import KeratinKernels

/// The files in which MNIST was published: arrays of bytes.
///
/// Source: Y. LeCun, "The MNIST database of handwritten digits", the section on file formats.
public enum IDX {
  /// The tensor in the file at `path`, compressed by gzip or not: uint8.
  ///
  /// Throws ``KeratinError`` naming the file for elements of another type, and where header and size do not agree.
  public static func read(_ path: String) throws -> Tensor {
    var bytes = try FileBytes.read(path)
    if bytes.starts(with: [0x1F, 0x8B]) { bytes = try Gzip.content(bytes, source: path) }
    let reader = ByteReader(bytes, source: path)
    guard reader.holds([0, 0], at: 0), bytes.count >= 4 else {
      throw reader.failure("an IDX header", "\(bytes.count) bytes that do not begin with one")
    }
    guard bytes[2] == 8 else { throw reader.failure("elements of type 8, bytes", "type \(bytes[2])") }
    let rank = Int(bytes[3])
    let extents = try (0..<rank).map { axis in
      try reader.bytes(at: 4 + 4 * axis, count: 4, "the shape").reduce(0) { $0 << 8 | Int($1) }
    }
    let start = 4 + 4 * rank
    let count = extents.reduce(1) { Shape.product($0, $1) }
    // Even where an extent of 0 makes the whole empty, the others are multiplied somewhere.
    guard rank <= 32, extents.reduce(1, { Shape.product($0, Swift.max($1, 1)) }) < .max else {
      throw reader.failure("a shape that fits in memory", "\(extents)")
    }
    guard bytes.count - start == count else {
      throw reader.failure("\(count) elements", "\(bytes.count - start) bytes of data")
    }
    return try Tensor(Array(bytes[start...]), shape: Shape(extents))
  }
}
