public import KeratinGraph
internal import KeratinKernels

/// Texts as numbers of words, of different lengths, with what is to be learned of them.
public struct TokenSequences: Sendable {
  /// A sequence of numbers for each text; see ``padSequences(_:maxlen:elementType:padding:truncating:value:)-([[T]],_,_,_,_,_)``.
  public let x: [[Int32]]
  /// int32 [n], the label of each text.
  public let y: Tensor

  /// The number of texts.
  public var count: Int { x.count }
}

/// What Keras does with the words of imdb and reuters.
package struct TokenOptions {
  let numWords: Int?
  let skipTop: Int
  let maxlen: Int?
  let startChar: Int?
  let oovChar: Int?
  let indexFrom: Int

  package init(numWords: Int?, skipTop: Int, maxlen: Int?, startChar: Int?, oovChar: Int?, indexFrom: Int) {
    (self.numWords, self.skipTop, self.maxlen) = (numWords, skipTop, maxlen)
    (self.startChar, self.oovChar, self.indexFrom) = (startChar, oovChar, indexFrom)
  }

  /// Throws for numbers that cannot be those of words.
  func check() throws {
    for (name, value) in [("numWords", numWords ?? 1), ("maxlen", maxlen ?? 1)] where value < 1 {
      throw KeratinError(.argument, expected: "\(name) of at least 1", received: "\(value)", operation: "Datasets")
    }
    let range = 0...Int(Int32.max) / 2
    let numbers = [
      ("skipTop", skipTop), ("startChar", startChar ?? 0), ("oovChar", oovChar ?? 0), ("indexFrom", indexFrom),
    ]
    for (name, value) in numbers where !range.contains(value) {
      throw KeratinError(.argument, expected: "\(name) from 0 on", received: "\(value)", operation: "Datasets")
    }
  }

  /// Marks the beginnings and shifts the words.
  func marked(_ texts: [[Int32]]) -> [[Int32]] {
    texts.map { text in (startChar.map { [Int32($0)] } ?? []) + text.map { $0 &+ Int32(indexFrom) } }
  }

  /// The texts shorter than `maxlen`, with their labels.
  func short(_ texts: [[Int32]], _ labels: [Int32]) -> ([[Int32]], [Int32]) {
    guard let maxlen else { return (texts, labels) }
    let kept = texts.indices.filter { texts[$0].count < maxlen }
    return (kept.map { texts[$0] }, kept.map { labels[$0] })
  }

  /// Replaces, or leaves out, words that are not among the `numWords` most frequent, or are among the `skipTop`. `all` are the texts whose
  /// largest number is the limit by default, itself left out as in Keras.
  func limited(_ texts: [[Int32]], among all: [[Int32]]) -> [[Int32]] {
    let limit = numWords.map { Int32(clamping: $0) } ?? all.lazy.compactMap { $0.max() }.max() ?? 0
    func isKept(_ word: Int32) -> Bool { word >= Int32(skipTop) && word < limit }
    guard let oovChar else { return texts.map { $0.filter(isKept) } }
    return texts.map { text in text.map { isKept($0) ? $0 : Int32(oovChar) } }
  }
}
