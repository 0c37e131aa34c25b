internal import KeratinGraph
internal import KeratinKernels

/// The elements of a data set that is cut into chunks of one shape, each stored by itself, perhaps shuffled and compressed.
struct HDF5Chunks {
  private let shape: Shape
  private let chunk: Shape
  private let width: Int
  private let name: String
  private let reader: ByteReader
  private let tree: Int?
  private let filters: [Filter]
  private let isZeroFilled: Bool
  /// The bytes of all chunks, those beyond the data set's edges included.
  let unpackedBytes: Int

  private enum Filter: Int {
    case deflate = 1
    case shuffle = 2
    case fletcher32 = 3
  }

  init(
    _ layout: ByteReader, filters: ByteReader?, fillValue: ByteReader?, shape: Shape, type: StoredType, name: String,
    _ reader: ByteReader
  ) throws {
    let part = "the chunks of \(name)"
    (self.shape, self.name, self.reader, width) = (shape, name, reader, type.width)
    let rank = try layout.integer(at: 2, width: 1, part) - 1
    guard rank == shape.rank, rank > 0 else { throw reader.failure("\(part) to have \(shape.rank) axes", "\(rank)") }
    tree = layout.holds([UInt8](repeating: 255, count: 8), at: 3) ? nil : try layout.integer(at: 3, width: 8, part)
    chunk = Shape(try (0..<rank).map { try layout.integer(at: 11 + 4 * $0, width: 4, part) })
    self.filters = try filters.map { try HDF5Chunks.filters($0, name) } ?? []
    // The fill value's size, which is 0 where it was not given, stands behind version, two times and whether there is one.
    let fillSize = try fillValue.flatMap { $0.count < 8 ? nil : try $0.integer(at: 4, width: 4, part) } ?? 0
    isZeroFilled = try fillSize == 0 || fillValue?.bytes(at: 8, count: fillSize, part).allSatisfy { $0 == 0 } ?? true
    // What would be unpacked in all must be near what the data set is: padding at its edges at most doubles each axis.
    let grid = zip(shape.dimensions, chunk.dimensions).reduce(1) { count, extents in
      Shape.product(count, extents.1 > 0 ? (Swift.max(extents.0, 1) - 1) / extents.1 + 1 : .max)
    }
    let bytes = Shape.product(chunk.count, width)
    let limit = Shape.product(Shape.product(shape.count, width), 1 << Swift.min(rank, 16))
    unpackedBytes = Shape.product(grid, bytes)
    guard chunk.count > 0, bytes <= 1 << 28, unpackedBytes <= limit.addingClamped(1 << 24) else {
      throw reader.failure("\(part) to be of reasonable size", "\(chunk) for a data set of shape \(shape)")
    }
  }

  private static func filters(_ message: ByteReader, _ name: String) throws -> [Filter] {
    let part = "the filters of \(name)"
    let version = try message.integer(at: 0, width: 1, part)
    guard version == 1 || version == 2 else { throw message.failure("\(part) of version 1 or 2", "\(version)") }
    var place = version == 1 ? 8 : 2
    return try (0..<(try message.integer(at: 1, width: 1, part))).map { _ in
      let code = try message.integer(at: place, width: 2, part)
      let hasName = version == 1 || code >= 256
      let nameLength = hasName ? try message.integer(at: place + 2, width: 2, part) : 0
      let values = try message.integer(at: place + (hasName ? 6 : 4), width: 2, part)
      place += (hasName ? 8 : 6) + (version == 1 ? (nameLength + 7) & ~7 : nameLength) + 4 * values
      if version == 1, values % 2 == 1 { place += 4 }
      guard let filter = Filter(rawValue: code) else {
        throw message.failure(
          "gzip or no compression of \(name)", "filter \(code)", suggestion: "saving with compression=\"gzip\"")
      }
      return filter
    }
  }

  /// All elements, row-major; those of chunks that were never written are zeros.
  func elements() throws -> [UInt8] {
    let size = Shape.product(shape.count, width)
    guard Shape.product(reader.count, 1032).addingClamped(1 << 16) >= size || tree == nil && size <= 1 << 26 else {
      throw reader.failure("\(size) bytes in \(name)", "a file of \(reader.count), which cannot hold them")
    }
    var elements = [UInt8](repeating: 0, count: size)
    var progress = Progress()
    if let tree, size > 0 { try read(tree, level: nil, into: &elements, &progress) }
    guard progress.chunks == chunkCount || isZeroFilled else {
      throw reader.failure(
        "all \(chunkCount) chunks of \(name)", "\(progress.chunks), and a value other than 0 for the rest")
    }
    return elements
  }

  private var chunkCount: Int {
    zip(shape.dimensions, chunk.dimensions).reduce(1) { $0 * (($1.0 + $1.1 - 1) / $1.1) }
  }

  /// How many chunks and how many nodes above them were read.
  private struct Progress {
    var chunks = 0
    var nodes = 0
  }

  private func read(_ address: Int, level above: Int?, into elements: inout [UInt8], _ progress: inout Progress) throws
  {
    let part = "the chunks of \(name)"
    guard reader.holds(Array("TREE\u{1}".utf8), at: address) else {
      throw reader.failure("\(part) at byte \(address)", "no B-tree")
    }
    let level = try reader.integer(at: address + 5, width: 1, part)
    guard above.map({ level == $0 - 1 }) ?? (level < 16) else {
      throw reader.failure("a B-tree's node of \(name) at level \((above ?? 16) - 1)", "level \(level)")
    }
    let keySize = 8 + 8 * (shape.rank + 1)
    for index in 0..<(try reader.integer(at: address + 6, width: 2, part)) {
      let key = address + 24 + index * (keySize + 8)
      let child = try reader.integer(at: key + keySize, width: 8, part)
      if level > 0 { progress.nodes += 1 } else { progress.chunks += 1 }
      guard progress.chunks <= chunkCount, progress.nodes <= 2 * chunkCount + 64 else {
        throw reader.failure("\(chunkCount) chunks of \(name)", "more")
      }
      if level > 0 {
        try read(child, level: level, into: &elements, &progress)
        continue
      }
      let offset = try (0..<shape.rank).map { try reader.integer(at: key + 8 + 8 * $0, width: 8, part) }
      guard zip(offset, zip(shape.dimensions, chunk.dimensions)).allSatisfy({ $0 < $1.0 && $0 % $1.1 == 0 }) else {
        throw reader.failure("\(part) within shape \(shape)", "one at \(offset)")
      }
      let stored = try reader.bytes(at: child, count: try reader.integer(at: key, width: 4, part), part)
      let skipped = try reader.integer(at: key + 4, width: 4, part)
      place(try unpacked(stored, skipping: skipped), at: offset, in: &elements)
    }
  }

  /// A chunk's elements as they were before the filters, which are undone last first.
  private func unpacked(_ stored: ArraySlice<UInt8>, skipping mask: Int) throws -> ArraySlice<UInt8> {
    let size = chunk.count * width
    var content = stored
    for (index, filter) in filters.enumerated().reversed() where mask >> index & 1 == 0 {
      switch filter {
      case .deflate:
        content = try Inflate.zlib(content, limit: size + 4, source: "a chunk of \(name) in \(reader.source)")[...]
      case .fletcher32: content = content.dropLast(4)
      case .shuffle:
        let count = content.count / width
        let bytes = Array(content)
        var ordered = bytes
        for element in 0..<count {
          for byte in 0..<width { ordered[element * width + byte] = bytes[byte * count + element] }
        }
        content = ordered[...]
      }
    }
    guard content.count == size else {
      throw reader.failure("\(size) bytes in each chunk of \(name)", "\(content.count)")
    }
    return content
  }

  /// Copies the part of a chunk that lies within the data set to its place.
  private func place(_ content: ArraySlice<UInt8>, at offset: [Int], in elements: inout [UInt8]) {
    let (rank, strides, chunkStrides) = (shape.rank, shape.strides, chunk.strides)
    let extents = (0..<rank).map { Swift.min(chunk[$0], shape[$0] - offset[$0]) }
    let rows = extents.dropLast().reduce(1, *)
    let length = extents[rank - 1] * width
    for row in 0..<rows {
      var (rest, source, target) = (row, 0, offset[rank - 1])
      for axis in (0..<rank - 1).reversed() {
        let position = rest % extents[axis]
        rest /= extents[axis]
        source += position * chunkStrides[axis]
        target += (offset[axis] + position) * strides[axis]
      }
      let start = content.startIndex + source * width
      elements.replaceSubrange(target * width..<target * width + length, with: content[start..<start + length])
    }
  }
}

extension Int {
  /// The sum, or the largest number where it is none.
  func addingClamped(_ other: Int) -> Int {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }
}
