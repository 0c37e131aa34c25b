/// How ``TextVectorization`` takes a text apart.
public struct TextSplit: Sendable {
  let apply: @Sendable (String) -> [String]

  /// A rule of one's own.
  public init(_ apply: @escaping @Sendable (String) -> [String]) { self.apply = apply }

  /// At spaces, tabs and ends of lines, however many follow each other.
  public static let whitespace = TextSplit { text in
    text.utf8.split { $0 == 32 || (9...13).contains($0) }.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Into Unicode's scalars: an accent that stands alone is a part of its own, as in Keras.
  public static let character = TextSplit { text in text.unicodeScalars.map { String($0) } }
}
