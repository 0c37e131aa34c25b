internal import KeratinKernels

/// The types of elements that files hold, more than tensors have.
enum StoredType: String, CaseIterable, Sendable {
  case float16, bfloat16, float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64, bool

  /// The bytes that one element takes.
  var width: Int {
    switch self {
    case .int8, .uint8, .bool: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }

  /// The element type of the tensor that it is read as: half widths become float32, other integers int32.
  var elementType: ElementType {
    switch self {
    case .float16, .bfloat16, .float32: .float32
    case .float64: .float64
    case .int8, .int16, .int32, .int64, .uint16, .uint32, .uint64: .int32
    case .uint8: .uint8
    case .bool: .bool
    }
  }

  /// The type under which elements of a tensor are written.
  init(_ elementType: ElementType) {
    switch elementType {
    case .float32: self = .float32
    case .float64: self = .float64
    case .int32: self = .int32
    case .uint8: self = .uint8
    case .bool: self = .bool
    }
  }
}
