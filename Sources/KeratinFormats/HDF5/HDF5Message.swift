/// One thing that a header says.
struct HDF5Message {
  enum Kind: Int {
    case dataspace = 1
    case linkInfo = 2
    case datatype = 3
    case fillValue = 5
    case link = 6
    case externalFiles = 7
    case layout = 8
    case groupInfo = 10
    case filters = 11
    case attribute = 12
    case symbolTable = 17
  }

  let kind: Kind
  let content: ByteReader
  /// Whether the content lies elsewhere, in an object that several use.
  let isShared: Bool
}
