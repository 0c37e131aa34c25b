import ExampleOptions
import Keratin

/// A question such as `12+345` and its answer, as Keras's own example of sequence to sequence learning has them.
struct Problem: Hashable {
  let a: Int
  let b: Int

  static let digits = 3
  static let questionLength = 2 * digits + 1
  static let answerLength = digits + 1
  /// The characters; a blank fills up what is shorter.
  static let alphabet = Array("0123456789+ ")

  var question: String { "\(a)+\(b)" }
  var answer: String { "\(a + b)" }

  /// `count` questions of which no two ask for the sum of the same two numbers.
  static func distinct(_ count: Int, seed: UInt64) -> [Problem] {
    var random = SeededGenerator(seed: seed)
    var seen = Set<Problem>()
    var problems: [Problem] = []
    while problems.count < count {
      let (a, b) = (number(&random), number(&random))
      if seen.insert(Problem(a: min(a, b), b: max(a, b))).inserted { problems.append(Problem(a: a, b: b)) }
    }
    return problems
  }

  /// A number of one to three digits, each length as likely.
  private static func number(_ random: inout SeededGenerator) -> Int {
    (0..<Int.random(in: 1...digits, using: &random)).reduce(0) { value, _ in
      10 * value + Int.random(in: 0...9, using: &random)
    }
  }

  /// Questions as one-hot characters `[count, 7, 12]`, read from the end, which makes learning easier.
  static func inputs(_ problems: [Problem]) throws -> Tensor {
    var values = [Float](repeating: 0, count: problems.count * questionLength * alphabet.count)
    for (row, problem) in problems.enumerated() {
      for (place, index) in indices(problem.question, questionLength).reversed().enumerated() {
        values[(row * questionLength + place) * alphabet.count + Int(index)] = 1
      }
    }
    return try Tensor(values, shape: [problems.count, questionLength, alphabet.count])
  }

  /// Answers as the numbers of their characters `[count, 4]`.
  static func targets(_ problems: [Problem]) throws -> Tensor {
    try Tensor(problems.flatMap { indices($0.answer, answerLength) }, shape: [problems.count, answerLength])
  }

  /// The answers that a model's outputs `[count, 4, 12]` spell.
  static func answers(_ predictions: Tensor) throws -> [String] {
    let best = try predictions.argmax(axis: -1).scalars(as: Int32.self)
    return stride(from: 0, to: best.count, by: answerLength).map { start in
      String(best[start..<start + answerLength].map { alphabet[Int($0)] }.filter { $0 != " " })
    }
  }

  private static func indices(_ text: String, _ length: Int) -> [Int32] {
    text.padded(to: length).map { Int32(alphabet.firstIndex(of: $0)!) }
  }
}

extension String {
  /// The text with blanks after it, `length` characters in all.
  func padded(to length: Int) -> String { self + String(repeating: " ", count: max(0, length - count)) }
}
