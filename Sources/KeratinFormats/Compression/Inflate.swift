internal import KeratinGraph

/// Decompression of DEFLATE data, bounded by a limit that the caller knows.
///
/// Source: RFC 1951, with the canonical decoding of Adler's `puff`; the wrapper of zlib is RFC 1950.
struct Inflate {
  private let input: ArraySlice<UInt8>
  private let source: String
  private let limit: Int
  private var next: Int
  private var bits: UInt64 = 0
  private var bitCount = 0
  private var output: [UInt8] = []
  /// Whether there was more to write than the limit allows.
  private var isFull = false

  /// What `input` decompresses to. Throws where it is not DEFLATE data, or would give more than `limit` bytes.
  static func raw(_ input: ArraySlice<UInt8>, limit: Int, source: String) throws -> [UInt8] {
    var decoder = Inflate(input: input, source: source, limit: limit)
    try decoder.run()
    return decoder.output
  }

  /// The first `count` bytes of what `input` decompresses to, or all if there are fewer.
  static func beginning(of input: ArraySlice<UInt8>, count: Int, source: String) throws -> [UInt8] {
    var decoder = Inflate(input: input, source: source, limit: count)
    do { try decoder.run() } catch  where decoder.isFull {}
    return decoder.output
  }

  /// The same for data in zlib's wrapper, whose checksum is compared.
  static func zlib(_ input: ArraySlice<UInt8>, limit: Int, source: String) throws -> [UInt8] {
    let header = Array(input.prefix(2))
    guard input.count >= 6, header[0] & 15 == 8, (Int(header[0]) << 8 | Int(header[1])) % 31 == 0, header[1] & 32 == 0
    else { throw ByteReader(input, source: source).failure("zlib's header", "other bytes") }
    let output = try raw(input.dropFirst(2).dropLast(4), limit: limit, source: source)
    let expected = input.suffix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard Checksums.adler32(output) == expected else {
      throw ByteReader(input, source: source).failure("bytes that agree with their checksum", "others: it is damaged")
    }
    return output
  }

  private init(input: ArraySlice<UInt8>, source: String, limit: Int) {
    (self.input, self.source, self.limit, next) = (input, source, limit, input.startIndex)
    output.reserveCapacity(Swift.min(limit, 4 * input.count, 1 << 30))
  }

  private func failure(_ expected: String, _ received: String) -> KeratinError {
    ByteReader(input, source: source).failure(expected, received)
  }

  private mutating func run() throws {
    var isLast = false
    while !isLast {
      isLast = try take(1) == 1
      switch try take(2) {
      case 0: try copyStored()
      case 1: try decode(Inflate.fixedLengths, Inflate.fixedDistances)
      case 2:
        let (lengths, distances) = try readCodes()
        try decode(lengths, distances)
      default: throw failure("a block of a known kind", "kind 3")
      }
    }
  }

  // MARK: - Bits

  /// Fills up to at least 15 bits, with zeros where the input ends; `bitCount` tells them apart.
  private mutating func refill() {
    while bitCount <= 48, next < input.endIndex {
      bits |= UInt64(input[next]) << UInt64(bitCount)
      next += 1
      bitCount += 8
    }
  }

  private mutating func drop(_ count: Int) throws {
    guard count <= bitCount else { throw failure("compressed data to their end", "the end of the bytes before it") }
    bits >>= UInt64(count)
    bitCount -= count
  }

  private mutating func take(_ count: Int) throws -> Int {
    if bitCount < count { refill() }
    let value = Int(bits & (1 << UInt64(count) - 1))
    try drop(count)
    return value
  }

  private mutating func symbol(_ code: HuffmanCode) throws -> Int {
    if bitCount < 15 { refill() }
    guard let (symbol, length) = code.decode(bits) else { throw failure("a symbol of the code", "bits that are none") }
    try drop(length)
    return symbol
  }

  // MARK: - Blocks

  private mutating func copyStored() throws {
    try drop(bitCount % 8)
    let (length, complement) = (try take(16), try take(16))
    guard length == complement ^ 0xFFFF else { throw failure("a stored block's length", "one that contradicts itself") }
    // Whole bytes that were read ahead are given back.
    next -= bitCount / 8
    (bits, bitCount) = (0, 0)
    guard length <= input.endIndex - next else { throw failure("\(length) stored bytes", "the end before them") }
    try reserve(length)
    output.append(contentsOf: input[next..<next + length])
    next += length
  }

  private mutating func reserve(_ count: Int) throws {
    guard count <= limit - output.count else {
      isFull = true
      throw failure("at most \(limit) decompressed bytes", "more")
    }
  }

  private mutating func decode(_ lengths: HuffmanCode, _ distances: HuffmanCode) throws {
    while true {
      let symbol = try symbol(lengths)
      if symbol < 256 {
        try reserve(1)
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      guard symbol < 286 else { throw failure("a length's symbol", "\(symbol)") }
      let length = Inflate.lengthBases[symbol - 257] + (try take(Inflate.lengthBits[symbol - 257]))
      let place = try self.symbol(distances)
      guard place < 30 else { throw failure("a distance's symbol", "\(place)") }
      let distance = Inflate.distanceBases[place] + (try take(Inflate.distanceBits[place]))
      guard distance <= output.count else { throw failure("a distance within the output", "\(distance)") }
      try reserve(length)
      let start = output.count - distance
      for index in 0..<length { output.append(output[start + index]) }
    }
  }

  private mutating func readCodes() throws -> (HuffmanCode, HuffmanCode) {
    let (lengthCount, distanceCount) = (257 + (try take(5)), 1 + (try take(5)))
    let codeCount = 4 + (try take(4))
    guard lengthCount <= 286, distanceCount <= 30 else { throw failure("286 and 30 symbols at most", "more") }
    var sizes = [UInt8](repeating: 0, count: 19)
    for index in 0..<codeCount { sizes[Inflate.codeOrder[index]] = UInt8(try take(3)) }
    guard let codes = HuffmanCode(sizes) else { throw failure("a code for the codes' lengths", "one that is none") }
    var all: [UInt8] = []
    while all.count < lengthCount + distanceCount {
      let symbol = try symbol(codes)
      switch symbol {
      case 0..<16: all.append(UInt8(symbol))
      case 16:
        guard let last = all.last else { throw failure("a length to repeat", "none") }
        all.append(contentsOf: repeatElement(last, count: 3 + (try take(2))))
      case 17: all.append(contentsOf: repeatElement(0, count: 3 + (try take(3))))
      default: all.append(contentsOf: repeatElement(0, count: 11 + (try take(7))))
      }
    }
    guard all.count == lengthCount + distanceCount, all[256] > 0,
      let lengths = HuffmanCode(all[..<lengthCount]), let distances = HuffmanCode(all[lengthCount...])
    else { throw failure("codes for lengths and distances", "ones that are none") }
    return (lengths, distances)
  }

  // MARK: - Tables of RFC 1951

  private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  ]
  private static let fixedLengths = HuffmanCode(
    (0..<288).map { symbol -> UInt8 in symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8 })!
  private static let fixedDistances = HuffmanCode([UInt8](repeating: 5, count: 30))!
}
