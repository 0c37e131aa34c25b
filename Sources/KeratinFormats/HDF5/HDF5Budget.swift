internal import KeratinGraph

/// How much structure may still be read, in bytes: a file that says more than it can hold points to the same bytes again and again.
struct HDF5Budget {
  private let reader: ByteReader
  private var left: Int

  init(_ reader: ByteReader) {
    self.reader = reader
    left = 2 * reader.count + 4096
  }

  mutating func spend(_ bytes: Int) throws {
    left -= bytes
    guard left >= 0 else {
      throw reader.failure("as much structure as \(reader.count) bytes hold", "more: links that go in circles")
    }
  }
}
