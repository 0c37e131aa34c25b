internal import KeratinGraph
internal import KeratinKernels

/// An HDF5 file put together: groups with attributes that are text, and contiguous data sets, in the form that ``HDF5File`` describes.
///
/// Elements come first in the file, then everything that says where they are, so that each address is known when it is written.
struct HDF5Writer {
  private let root = Node()
  private var data: [[UInt8]] = []
  private var dataEnd = HDF5Writer.superblockSize

  private static let superblockSize = 96
  private static let undefined = [UInt8](repeating: 255, count: 8)

  private final class Node {
    var children: [String: Node] = [:]
    var attributes: [(name: String, text: String)] = []
    var array: (type: TensorType, address: Int)?
  }

  /// Adds a group, and those that it lies in. Throws where `path` is none that HDF5 can have.
  mutating func addGroup(_ path: String, attributes: [(name: String, text: String)] = []) throws {
    try node(path).attributes += attributes
  }

  /// Adds a data set, and the groups that it lies in.
  ///
  /// Throws where the tensor holds no numbers, where `path` is none that HDF5 can have, and where something else has it.
  mutating func addArray(_ path: String, _ tensor: Tensor) throws {
    guard tensor.rank <= Shape.hdf5RankLimit else {
      throw HDF5Writer.failure("at most \(Shape.hdf5RankLimit) axes", "\(tensor.rank)", path)
    }
    let node = try node(path)
    guard node.array == nil, node.children.isEmpty, node !== root else {
      throw HDF5Writer.failure("a name that no other array or group has", "one that is taken", path)
    }
    var bytes = try tensor.elementBytes()
    node.array = (tensor.type, dataEnd)
    bytes.append(contentsOf: repeatElement(0, count: (8 - bytes.count % 8) % 8))
    dataEnd += bytes.count
    data.append(bytes)
  }

  /// The object at `path`, the root for an empty one; made where it is missing.
  private func node(_ path: String) throws -> Node {
    if path.isEmpty { return root }
    // A slash is one to HDF5 whatever marks follow it.
    let names = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { String($0) ?? "" }
    guard names.count <= HDF5File.depthLimit else {
      throw HDF5Writer.failure("at most \(HDF5File.depthLimit) names between slashes", "\(names.count)", path)
    }
    return try names.reduce(root) { parent, name in
      guard name != ".", (1...HDF5File.nameLimit).contains(name.utf8.count), !name.utf8.contains(0) else {
        throw HDF5Writer.failure(
          "names between slashes of 1 to \(HDF5File.nameLimit) bytes, none of them 0, and none that is \".\"",
          "\(name.utf8.count) bytes: \(String(name.prefix(40)).debugDescription)", path)
      }
      guard parent.array == nil else {
        throw HDF5Writer.failure("arrays that contain nothing", "'\(name)' within one", path)
      }
      if let child = parent.children[name] { return child }
      let child = Node()
      parent.children[name] = child
      return child
    }
  }

  private static func failure(_ expected: String, _ received: String, _ path: String) -> KeratinError {
    KeratinError(
      .argument, expected: "\(expected) in the path \(String(path.prefix(80)).debugDescription)", received: received,
      operation: "HDF5.write")
  }

  /// The whole file, in pieces.
  func finished() -> [[UInt8]] {
    let width = HDF5Writer.widest(root)
    // One node of a B-tree holds 2·internalK symbol tables of 2·leafK entries: enough for the widest group, and both small.
    let leafK = Swift.max(4, Int((Double(width) / 4).squareRoot().rounded(.up)))
    let internalK = Swift.max(16, (width + 4 * leafK - 1) / (4 * leafK))
    var structure = ByteWriter()
    let place = write(root, leafK, internalK, &structure)
    var superblock = ByteWriter()
    superblock.append(HDF5File.signature)
    superblock.append([0, 0, 0, 0, 0, 8, 8, 0])
    superblock.append(leafK, width: 2)
    superblock.append(internalK, width: 2)
    superblock.append(0, width: 4)
    superblock.append(0, width: 8)
    superblock.append(HDF5Writer.undefined)
    superblock.append(dataEnd + structure.count, width: 8)
    superblock.append(HDF5Writer.undefined)
    HDF5Writer.append(entry: 0, place, to: &superblock)
    return [superblock.bytes] + data + [structure.bytes]
  }

  private static func widest(_ node: Node) -> Int {
    node.children.values.reduce(node.children.count) { Swift.max($0, widest($1)) }
  }

  /// Where an object's header lies, and for a group its B-tree and heap.
  private struct Place {
    let header: Int
    var tree: (node: Int, heap: Int)?
  }

  private static func append(entry name: Int, _ place: Place, to writer: inout ByteWriter) {
    writer.append(name, width: 8)
    writer.append(place.header, width: 8)
    writer.append(place.tree == nil ? 0 : 1, width: 8)
    writer.append(place.tree?.node ?? 0, width: 8)
    writer.append(place.tree?.heap ?? 0, width: 8)
  }

  private func write(_ node: Node, _ leafK: Int, _ internalK: Int, _ out: inout ByteWriter) -> Place {
    if let array = node.array { return write(array.type, at: array.address, node.attributes, &out) }
    // Names are compared as bytes.
    let children = node.children.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { (name: $0.key, place: write($0.value, leafK, internalK, &out)) }

    // The heap begins with an empty name, which comes before all others.
    var names = ByteWriter()
    names.append(0, width: 8)
    let offsets = children.map { child in
      defer {
        names.append(child.name)
        names.append([0])
        names.pad(to: 8)
      }
      return names.count
    }
    let heap = dataEnd + out.count
    out.append("HEAP")
    out.append(0, width: 4)
    out.append(names.count, width: 8)
    // 1 says that nothing in the heap is free.
    out.append(1, width: 8)
    out.append(heap + 32, width: 8)
    out.append(names.bytes)

    var tables: [(address: Int, last: Int)] = []
    for start in stride(from: 0, to: children.count, by: 2 * leafK) {
      let range = start..<Swift.min(start + 2 * leafK, children.count)
      tables.append((dataEnd + out.count, offsets[range.upperBound - 1]))
      out.append("SNOD")
      out.append([1, 0])
      out.append(range.count, width: 2)
      for index in range { HDF5Writer.append(entry: offsets[index], children[index].place, to: &out) }
      out.appendZeros(40 * (2 * leafK - range.count))
    }

    let tree = dataEnd + out.count
    out.append("TREE")
    out.append([0, 0])
    out.append(tables.count, width: 2)
    out.append(HDF5Writer.undefined + HDF5Writer.undefined)
    out.append(0, width: 8)
    for table in tables {
      out.append(table.address, width: 8)
      out.append(table.last, width: 8)
    }
    out.appendZeros(16 * (2 * internalK - tables.count))

    var table = ByteWriter()
    table.append(tree, width: 8)
    table.append(heap, width: 8)
    let header = writeHeader([(.symbolTable, table.bytes)], node.attributes, &out)
    return Place(header: header, tree: (tree, heap))
  }

  private func write(
    _ type: TensorType, at address: Int, _ attributes: [(name: String, text: String)], _ out: inout ByteWriter
  ) -> Place {
    var dataspace = ByteWriter()
    dataspace.append([1, UInt8(truncatingIfNeeded: type.shape.rank), 0, 0, 0, 0, 0, 0])
    for extent in type.shape.dimensions { dataspace.append(extent, width: 8) }
    var layout = ByteWriter()
    layout.append([3, 1])
    if type.byteCount > 0 { layout.append(address, width: 8) } else { layout.append(HDF5Writer.undefined) }
    layout.append(type.byteCount, width: 8)
    let header = writeHeader(
      [
        (.dataspace, dataspace.bytes), (.datatype, type.elementType.hdf5), (.fillValue, [2, 2, 2, 1, 0, 0, 0, 0]),
        (.layout, layout.bytes),
      ], attributes, &out)
    return Place(header: header)
  }

  private func writeHeader(
    _ messages: [(HDF5Message.Kind, [UInt8])], _ attributes: [(name: String, text: String)], _ out: inout ByteWriter
  ) -> Int {
    let all = messages + attributes.map { (.attribute, HDF5Writer.attribute($0.name, $0.text)) }
    var body = ByteWriter()
    for (kind, content) in all {
      body.append(kind.rawValue, width: 2)
      body.append((content.count + 7) & ~7, width: 2)
      body.append(0, width: 4)
      body.append(content)
      body.pad(to: 8)
    }
    let address = dataEnd + out.count
    out.append([1, 0])
    out.append(all.count, width: 2)
    out.append(1, width: 4)
    out.append(body.count, width: 4)
    out.append(0, width: 4)
    out.append(body.bytes)
    return address
  }

  /// An attribute of version 1 that is text of a fixed length in UTF-8.
  private static func attribute(_ name: String, _ text: String) -> [UInt8] {
    var out = ByteWriter()
    let name = name.utf8.prefix(255)
    // A message's size has 16 bits.
    let text = Array(text.utf8.prefix(32_000))
    out.append([1, 0])
    for size in [name.count + 1, 8, 8] { out.append(size, width: 2) }
    out.append(name)
    out.append([0])
    out.pad(to: 8)
    out.append([0x13, 0x11, 0, 0])
    out.append(Swift.max(text.count, 1), width: 4)
    out.append([1, 0, 0, 0, 0, 0, 0, 0])
    out.append(text.isEmpty ? [0] : text)
    return out.bytes
  }
}

extension ElementType {
  /// The datatype message of HDF5.
  fileprivate var hdf5: [UInt8] {
    switch self {
    case .float32: [0x11, 0x20, 0x1F, 0, 4, 0, 0, 0, 0, 0, 0x20, 0, 0x17, 8, 0, 0x17, 0x7F, 0, 0, 0]
    case .float64: [0x11, 0x20, 0x3F, 0, 8, 0, 0, 0, 0, 0, 0x40, 0, 0x34, 11, 0, 0x34, 0xFF, 3, 0, 0]
    case .int32: [0x10, 8, 0, 0, 4, 0, 0, 0, 0, 0, 0x20, 0]
    case .uint8, .bool: [0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0]
    }
  }
}
