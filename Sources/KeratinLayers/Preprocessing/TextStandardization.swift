/// What ``TextVectorization`` makes of a text before it is split.
public struct TextStandardization: Sendable {
  let apply: @Sendable (String) -> String

  /// A rule of one's own.
  public init(_ apply: @escaping @Sendable (String) -> String) { self.apply = apply }

  /// ASCII letters to lower case; others stay, as in Keras.
  public static let lower = TextStandardization { text in
    String(decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
  }

  /// Without the punctuation of ASCII: !"#$%&()*+,-./:;<=>?@[\]^_`{|}~'
  public static let stripPunctuation = TextStandardization { text in
    String(decoding: text.utf8.filter { !isPunctuation($0) }, as: UTF8.self)
  }

  /// Both.
  public static let lowerAndStripPunctuation = TextStandardization { stripPunctuation.apply(lower.apply($0)) }

  private static func isPunctuation(_ byte: UInt8) -> Bool {
    (33...47).contains(byte) || (58...64).contains(byte) || (91...96).contains(byte) || (123...126).contains(byte)
  }
}
