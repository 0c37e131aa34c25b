internal import CVector

/// The checksums of zip and zlib.
enum Checksums {
  /// CRC-32 with the polynomial 0xEDB88320, as zip, gzip and PNG use it: by carry-less products where the processor has them, else
  /// eight bytes at a time.
  ///
  /// - Parameter before: the checksum of what comes before the bytes; that of nothing by default.
  static func crc32(_ bytes: some Collection<UInt8>, after before: UInt32 = 0) -> UInt32 {
    let value = bytes.withContiguousStorageIfAvailable { bytes in
      tables.withUnsafeBufferPointer { crc32(bytes, after: before, $0) }
    }
    return value ?? crc32(Array(bytes), after: before)
  }

  private static func crc32(
    _ bytes: UnsafeBufferPointer<UInt8>, after before: UInt32, _ tables: UnsafeBufferPointer<UInt32>
  ) -> UInt32 {
    var crc = ~before
    var index = 0
    if bytes.count >= 64, vector_has_crc32() {
      index = bytes.count & ~15
      crc = vector_crc32(crc, bytes.baseAddress, index)
    }
    while index + 8 <= bytes.count {
      var low = crc
      for byte in 0..<4 { low ^= UInt32(bytes[index + byte]) << UInt32(8 * byte) }
      crc = 0
      for byte in 0..<4 { crc ^= tables[(7 - byte) * 256 + Int(low >> UInt32(8 * byte) & 255)] }
      for byte in 4..<8 { crc ^= tables[(7 - byte) * 256 + Int(bytes[index + byte])] }
      index += 8
    }
    while index < bytes.count {
      crc = tables[Int((crc ^ UInt32(bytes[index])) & 255)] ^ crc >> 8
      index += 1
    }
    return ~crc
  }

  /// Adler-32, which zlib puts behind its data.
  static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (a, b) = (UInt32(1), UInt32(0))
    // So many sums of bytes fit in 32 bits before they are reduced.
    for start in stride(from: 0, to: bytes.count, by: 5552) {
      for index in start..<Swift.min(start + 5552, bytes.count) {
        a += UInt32(bytes[index])
        b += a
      }
      a %= 65521
      b %= 65521
    }
    return b << 16 | a
  }

  /// For a byte followed by 0 to 7 zeros the remainder.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
      tables[byte] = value
    }
    for index in 256..<tables.count {
      let before = tables[index - 256]
      tables[index] = tables[Int(before & 255)] ^ before >> 8
    }
    return tables
  }()
}
