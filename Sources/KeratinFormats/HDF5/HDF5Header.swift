internal import KeratinGraph

/// What the header of an HDF5 object says of it: a list of messages.
struct HDF5Header {
  private(set) var messages: [HDF5Message] = []

  /// Reads the header at `address` of the object called `name`, with its continuation blocks.
  init(_ reader: ByteReader, at address: Int, of name: String, _ budget: inout HDF5Budget) throws {
    let version = try reader.integer(at: address, width: 1, "the header of \(name)")
    guard version == 1 else {
      throw reader.failure(
        "an object header of version 1 for \(name) at byte \(address)",
        reader.holds(Array("OHDR".utf8), at: address) ? "version 2" : "version \(version)",
        suggestion: reader.holds(Array("OHDR".utf8), at: address) ? "saving without libver=\"latest\"" : nil)
    }
    var left = try reader.integer(at: address + 2, width: 2, "the header of \(name)")
    var blocks = [
      try reader.part(
        at: address + 16, count: try reader.integer(at: address + 8, width: 4, "the header of \(name)"),
        "the header of \(name)")
    ]
    while left > 0, let block = blocks.popLast() {
      var place = 0
      while left > 0, place + 8 <= block.count {
        let size = try block.integer(at: place + 2, width: 2, "a message of \(name)")
        let content = try block.part(at: place + 8, count: size, "a message of \(name)")
        let code = try block.integer(at: place, width: 2, "a message of \(name)")
        let isShared = try block.integer(at: place + 4, width: 1, "a message of \(name)") & 2 != 0
        try budget.spend(8 + size)
        if code == 0x10 {
          blocks.append(
            try reader.part(
              at: try content.integer(at: 0, width: 8, "a continuation of \(name)"),
              count: try content.integer(at: 8, width: 8, "a continuation of \(name)"), "a continuation of \(name)"))
        } else if let kind = HDF5Message.Kind(rawValue: code) {
          messages.append(HDF5Message(kind: kind, content: content, isShared: isShared))
        }
        place += 8 + size
        left -= 1
      }
    }
  }
}
