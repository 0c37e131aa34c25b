internal import KeratinGraph

/// The groups and data sets of an HDF5 file, as far as Keras and h5py write them by default.
///
/// Understood are superblock version 0, groups with symbol tables, object headers of version 1 with continuation blocks, and data sets
/// of numbers that are contiguous, compact, or in chunks, shuffled and gzip-compressed. Everything else is refused by name. The work is
/// bounded by the file's size: no size, count or link in it is believed.
///
/// Source: The HDF Group, "HDF5 File Format Specification Version 1.1" and 3.0 for what both share.
struct HDF5File {
  /// The data sets by their paths: `layers/dense/vars/0`.
  private(set) var datasets: [String: HDF5Dataset] = [:]

  private let reader: ByteReader
  private var budget: HDF5Budget
  private var visited: Set<Int> = []

  static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Groups lie in groups at most this deep.
  static let depthLimit = 64
  /// A name has at most so many bytes.
  static let nameLimit = 1023

  /// Reads the structure of a file; the elements of its data sets are read when they are asked for.
  init(_ reader: ByteReader) throws {
    self.reader = reader
    budget = HDF5Budget(reader)
    guard reader.holds(HDF5File.signature, at: 0) else {
      throw reader.failure("HDF5's signature", reader.count == 0 ? "an empty file" : "other bytes")
    }
    let version = try reader.integer(at: 8, width: 1, "the superblock")
    guard version == 0 else {
      throw reader.failure(
        "HDF5's superblock version 0", "version \(version)", suggestion: "saving without libver=\"latest\"")
    }
    let sizes = try [13, 14].map { try reader.integer(at: $0, width: 1, "the superblock") }
    guard sizes == [8, 8] else { throw reader.failure("offsets and lengths of 8 bytes", "\(sizes)") }
    let base = try reader.integer(at: 24, width: 8, "the base address")
    guard base == 0 else { throw reader.failure("an HDF5 file that begins at byte 0", "one that begins at \(base)") }
    let end = try reader.integer(at: 40, width: 8, "the end of the file")
    guard end <= reader.count else { throw reader.failure("\(end) bytes", "\(reader.count): the file is truncated") }
    try visit(header: try reader.integer(at: 64, width: 8, "the root group's address"), path: "", depth: 0)
  }

  /// Notes what the object at `address` is, and goes on with what is in it.
  private mutating func visit(header address: Int, path: String, depth: Int) throws {
    let name = path.isEmpty ? "the root group" : "'\(path)'"
    guard depth <= HDF5File.depthLimit else {
      throw reader.failure("groups at most \(HDF5File.depthLimit) deep", "\(name.prefix(80))…, deeper")
    }
    guard visited.insert(address).inserted else {
      throw reader.failure("each object to have one name", "\(name), which has another name too")
    }
    let header = try HDF5Header(reader, at: address, of: name, &budget)
    if let table = header.messages.first(where: { $0.kind == .symbolTable }) {
      for entry in try entries(of: table, name) {
        try visit(header: entry.header, path: path.isEmpty ? entry.name : path + "/" + entry.name, depth: depth + 1)
      }
    } else if header.messages.contains(where: { $0.kind == .linkInfo || $0.kind == .groupInfo || $0.kind == .link }) {
      throw reader.failure(
        "groups with symbol tables", "\(name), a group of the newer form",
        suggestion: "saving without libver=\"latest\" and track_order")
    } else {
      let dataset = try HDF5Dataset(header, reader, path: path)
      try budget.spend(elementsOf: dataset)
      datasets[path] = dataset
    }
  }

  private struct Entry {
    let name: String
    let header: Int
  }

  private mutating func entries(of table: HDF5Message, _ name: String) throws -> [Entry] {
    let tree = try table.content.integer(at: 0, width: 8, "the B-tree's address of \(name)")
    let heap = try table.content.integer(at: 8, width: 8, "the heap's address of \(name)")
    guard reader.holds(Array("HEAP".utf8), at: heap) else {
      throw reader.failure("the names of \(name) at byte \(heap)", "no local heap")
    }
    let names = try reader.part(
      at: try reader.integer(at: heap + 24, width: 8, "a heap"),
      count: try reader.integer(at: heap + 8, width: 8, "a heap"), "the names of \(name)")
    var found: [Entry] = []
    try collect(tree: tree, names, name, level: nil, &found)
    guard Set(found.map(\.name)).count == found.count else {
      throw reader.failure("names of their own in \(name)", "two objects of one name")
    }
    return found
  }

  /// Adds the entries below a node of a group's B-tree, whose level is one less than that of the node above it.
  private mutating func collect(
    tree address: Int, _ names: ByteReader, _ group: String, level above: Int?, _ found: inout [Entry]
  ) throws {
    guard reader.holds(Array("TREE\0".utf8), at: address) else {
      throw reader.failure("the B-tree of \(group) at byte \(address)", "none")
    }
    let level = try reader.integer(at: address + 5, width: 1, "a B-tree's level")
    guard above.map({ level == $0 - 1 }) ?? (level < 16) else {
      throw reader.failure("a B-tree's node of \(group) at level \((above ?? 16) - 1)", "level \(level)")
    }
    let count = try reader.integer(at: address + 6, width: 2, "a B-tree's size")
    for index in 0..<count {
      try budget.spend(16)
      let child = try reader.integer(at: address + 32 + 16 * index, width: 8, "a B-tree's child")
      if level > 0 {
        try collect(tree: child, names, group, level: level, &found)
        continue
      }
      guard reader.holds(Array("SNOD".utf8), at: child) else {
        throw reader.failure("a symbol table of \(group) at byte \(child)", "none")
      }
      let entries = try reader.integer(at: child + 6, width: 2, "a symbol table's size")
      for entry in 0..<entries {
        let place = child + 8 + 40 * entry
        let kind = try reader.integer(at: place + 16, width: 4, "a symbol table's entry")
        let name = try names.text(
          at: try reader.integer(at: place, width: 8, "a name's place"), limit: HDF5File.nameLimit + 1,
          "a name in \(group)")
        guard kind < 2 else {
          throw reader.failure("groups and data sets", "the soft link '\(name)' in \(group)")
        }
        guard !name.isEmpty, !name.contains("/") else {
          throw reader.failure("names without slashes in \(group)", "'\(name)'")
        }
        try budget.spend(40 + name.utf8.count)
        found.append(Entry(name: name, header: try reader.integer(at: place + 8, width: 8, "an object's address")))
      }
    }
  }
}
