internal import KeratinGraph
internal import KeratinKernels

/// How much may still be read, in bytes: a file that says more than it can hold points to the same bytes again and again.
struct HDF5Budget {
  private let reader: ByteReader
  private var structure: Int
  private var elements: Int
  private var unpacked: Int

  init(_ reader: ByteReader) {
    self.reader = reader
    structure = 2 * reader.count + 4096
    elements = reader.count
    // DEFLATE makes at most 1032 bytes of one; chunks that were never written take none, and are zeros.
    unpacked = Shape.product(reader.count, 1032).addingClamped(1 << 26)
  }

  /// Spends bytes that say where something is.
  mutating func spend(_ bytes: Int) throws {
    structure -= bytes
    guard structure >= 0 else {
      throw reader.failure("as much structure as \(reader.count) bytes hold", "more: links that go in circles")
    }
  }

  /// Spends what the data set's elements take.
  mutating func spend(elementsOf dataset: HDF5Dataset) throws {
    let bytes = dataset.elementBytes
    let left = dataset.isChunked ? unpacked : elements
    guard bytes <= left else {
      throw reader.failure(
        "as many elements as \(reader.count) bytes hold",
        "more: data sets that share theirs, '\(dataset.path)' being one")
    }
    if dataset.isChunked { unpacked -= bytes } else { elements -= bytes }
  }
}
