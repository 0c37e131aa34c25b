internal import KeratinGraph
internal import KeratinKernels

extension Shape {
  /// The most axes that a data set has.
  static let hdf5RankLimit = 32

  /// The extents in an HDF5 dataspace message. Throws where their product is no `Int`.
  init(dataspace message: ByteReader, of name: String) throws {
    let part = "the shape of \(name)"
    let version = try message.integer(at: 0, width: 1, part)
    guard version == 1 || version == 2 else { throw message.failure("\(part) of version 1 or 2", "\(version)") }
    let rank = try message.integer(at: 1, width: 1, part)
    guard rank <= Shape.hdf5RankLimit else {
      throw message.failure("at most \(Shape.hdf5RankLimit) axes of \(name)", "\(rank)")
    }
    let kind = version == 1 ? 1 : try message.integer(at: 3, width: 1, part)
    guard kind != 2 else {
      self.init([0])
      return
    }
    let start = version == 1 ? 8 : 4
    self.init(try (0..<rank).map { try message.integer(at: start + 8 * $0, width: 8, part) })
    // Even where an extent of 0 makes the whole empty, the others are multiplied somewhere.
    guard dimensions.reduce(1, { Shape.product($0, Swift.max($1, 1)) }) < Int.max / 8 else {
      throw message.failure("\(part) that fits in memory", "\(self)")
    }
  }
}
