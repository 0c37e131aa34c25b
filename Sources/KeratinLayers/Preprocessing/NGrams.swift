/// Of how many tokens in a row ``TextVectorization`` makes one: `2` for one and two, `[2, 3]` for two and three.
public struct NGrams: Sendable, Hashable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  /// The numbers of tokens.
  public let widths: [Int]

  /// All numbers up to `largest`.
  public init(upTo largest: Int) { widths = largest >= 1 ? Array(1...largest) : [largest] }
  /// These numbers alone.
  public init(_ widths: [Int]) { self.widths = widths }
  public init(integerLiteral largest: Int) { self.init(upTo: largest) }
  public init(arrayLiteral widths: Int...) { self.init(widths) }

  /// The tokens of each width, joined with spaces, the widths one after another.
  func apply(_ tokens: [String]) -> [String] {
    widths.flatMap { width in
      width <= tokens.count
        ? (0...(tokens.count - width)).map { tokens[$0..<($0 + width)].joined(separator: " ") } : []
    }
  }
}
