/// A canonical Huffman code of at most 15 bits a symbol, as DEFLATE uses it.
struct HuffmanCode {
  /// For the next `tableBits` bits the symbol and its length, `symbol << 4 | length`; 0 where the code is longer.
  private var table: [UInt16]
  /// How many codes there are of each length.
  private var counts = [Int](repeating: 0, count: 16)
  /// The symbols in the order of their codes.
  private var symbols: [UInt16]
  private static let tableBits = 9

  /// The code whose symbols have these lengths, 0 for those that do not occur. `nil` where there is none: more codes of a length than
  /// there can be. A code that leaves some patterns unused may be.
  init?(_ lengths: some Collection<UInt8>) {
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    var left = 1
    for length in 1...15 {
      left = left << 1 - counts[length]
      if left < 0 { return nil }
    }
    var offsets = [Int](repeating: 0, count: 16)
    for length in 1..<15 { offsets[length + 1] = offsets[length] + counts[length] }
    symbols = [UInt16](repeating: 0, count: lengths.count)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      symbols[offsets[Int(length)]] = UInt16(symbol)
      offsets[Int(length)] += 1
    }
    table = [UInt16](repeating: 0, count: 1 << HuffmanCode.tableBits)
    var (code, index) = (0, 0)
    for length in 1...HuffmanCode.tableBits {
      for _ in 0..<counts[length] {
        // Codes come in the stream with their first bit lowest.
        var pattern = 0
        for bit in 0..<length where code >> bit & 1 == 1 { pattern |= 1 << (length - 1 - bit) }
        let entry = symbols[index] << 4 | UInt16(length)
        for place in stride(from: pattern, to: table.count, by: 1 << length) { table[place] = entry }
        code += 1
        index += 1
      }
      code <<= 1
    }
  }

  /// The symbol that `bits` begin with and the length of its code, `nil` for none.
  func decode(_ bits: UInt64) -> (symbol: Int, length: Int)? {
    let entry = table[Int(bits & (1 << UInt64(HuffmanCode.tableBits) - 1))]
    if entry != 0 { return (Int(entry >> 4), Int(entry & 15)) }
    var (code, first, index) = (0, 0, 0)
    for length in 1...15 {
      code |= Int(bits >> UInt64(length - 1) & 1)
      let count = counts[length]
      if code - count < first { return (Int(symbols[index + code - first]), length) }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }
}
