internal import KeratinGraph
internal import KeratinKernels

/// An array in a file: its shape and type, known at once, and its elements, read when they are asked for.
struct StoredArray {
  let shape: Shape
  let type: StoredType
  /// How messages call the array: a member, a data set.
  let name: String
  /// The elements in row-major order, little-endian.
  let elements: () throws -> ByteReader

  /// The bytes that the elements take, `Int.max` where that is no `Int`.
  var byteCount: Int { Shape.product(shape.count, type.width) }

  /// The elements as a tensor: half widths widened to float32, integers as int32. Throws where one does not fit.
  func tensor() throws -> Tensor {
    let target = TensorType(shape, type.elementType)
    do { try requireRoom(for: target) } catch { throw failure(error.expected, error.received) }
    let elements = try elements()
    guard elements.count == byteCount else {
      throw failure("\(shape.count) elements of \(type.width) bytes", "\(elements.count) bytes of data")
    }
    let buffer = Buffer(byteCount: target.byteCount)
    switch type {
    case .float32, .float64, .int32, .uint8: try elements.copy(to: buffer.address)
    case .bool: try convert(elements, UInt8.self, buffer) { $0 == 0 ? UInt8(0) : 1 }
    case .float16: try convert(elements, UInt16.self, buffer) { Float(half: $0) }
    case .bfloat16: try convert(elements, UInt16.self, buffer) { Float(bitPattern: UInt32($0) << 16) }
    case .int8: try convert(elements, UInt8.self, buffer) { Int32(Int8(bitPattern: $0)) }
    case .int16: try convert(elements, UInt16.self, buffer) { Int32(Int16(bitPattern: $0)) }
    case .uint16: try convert(elements, UInt16.self, buffer) { Int32($0) }
    case .uint32: try convert(elements, UInt32.self, buffer) { try narrowed($0) }
    case .int64: try convert(elements, UInt64.self, buffer) { try narrowed(Int64(bitPattern: $0)) }
    case .uint64: try convert(elements, UInt64.self, buffer) { try narrowed($0) }
    }
    return Tensor(buffer, target)
  }

  private func convert<Stored: FixedWidthInteger, Result>(
    _ source: ByteReader, _: Stored.Type, _ buffer: Buffer, _ body: (Stored) throws -> Result
  ) throws {
    try source.bytes().withUnsafeBytes { source in
      for index in 0..<shape.count {
        let value = Stored(
          littleEndian: source.loadUnaligned(fromByteOffset: index * MemoryLayout<Stored>.size, as: Stored.self))
        buffer.address.storeBytes(
          of: try body(value), toByteOffset: index * MemoryLayout<Result>.size, as: Result.self)
      }
    }
  }

  private func narrowed(_ value: some FixedWidthInteger) throws -> Int32 {
    guard let narrow = Int32(exactly: value) else { throw failure("integers that fit in 32 bits", "\(value)") }
    return narrow
  }

  private func failure(_ expected: String, _ received: String) -> KeratinError {
    KeratinError(.file, expected: "\(expected) in \(name)", received: received)
  }
}

extension Tensor {
  /// The elements' bytes in row-major order, little-endian. Throws where there are none to read.
  func elementBytes() throws -> [UInt8] {
    let buffer = try buffer(for: "writing a file")
    return Array(UnsafeRawBufferPointer(start: buffer.address, count: type.byteCount))
  }
}

extension Float {
  /// The number whose IEEE binary16 form this is; every one of them is a `Float`.
  init(half bits: UInt16) {
    let sign = UInt32(bits & 0x8000) << 16
    let (exponent, fraction) = (UInt32(bits >> 10) & 0x1F, UInt32(bits) & 0x3FF)
    switch exponent {
    case 0:
      // Zeros and subnormal numbers: multiples of 2⁻²⁴.
      let size = Float(fraction) * 0x1p-24
      self = sign == 0 ? size : -size
    case 31: self = Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: self = Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
