internal import KeratinGraph
internal import Synchronization

/// Names for layers that were given none: the class's name in snake case, numbered from the second on.
package enum LayerNames {
  /// How many layers of each name a program, or one task's part of it, has made.
  private final class Counts: Sendable {
    let table = Mutex<[String: Int]>([:])
  }

  private static let processCounts = Counts()
  @TaskLocal private static var ownCounts: Counts?
  private static var counts: Counts { ownCounts ?? processCounts }

  /// `dense`, `dense_1`, `dense_2`, …
  static func next(for className: String) -> String {
    let base = snakeCase(className)
    let number = counts.table.withLock { table in
      defer { table[base, default: 0] += 1 }
      return table[base, default: 0]
    }
    return number == 0 ? base : "\(base)_\(number)"
  }

  static func reset() { counts.table.withLock { $0 = [:] } }

  /// Runs `body` with names that begin anew, whatever other tasks make meanwhile.
  package static func startingOver<R>(_ body: () throws -> R) rethrows -> R {
    try $ownCounts.withValue(Counts(), operation: body)
  }

  /// `forwardLayer` becomes `forward_layer`, `_hidden` stays: Python's name for a property.
  static func attributeName(_ property: String) -> String {
    let start = property.prefix { $0 == "_" }
    return start + snakeCase(String(property.dropFirst(start.count)))
  }

  /// `MaxPooling2D` becomes `max_pooling2d`, `LSTM` `lstm`, `PReLU` `p_re_lu`: as Keras does it.
  ///
  /// A capital begins a word if a small letter stands before or after it.
  package static func snakeCase(_ name: String) -> String {
    let characters = Array(name.prefix { $0 != "<" }.filter { $0.isLetter || $0.isNumber || $0 == "_" })
    var result = ""
    for (index, character) in characters.enumerated() {
      if index > 0, character.isUppercase {
        let isBeforeSmall = index + 1 < characters.count && characters[index + 1].isLowercase
        if isBeforeSmall || characters[index - 1].isLowercase { result += "_" }
      }
      result += character.lowercased()
    }
    return result
  }
}

/// Forgets which names layers were given, so that the next `Dense` is called `dense` again.
///
/// The counterpart of `keras.utils.clear_session`.
public func clearSession() { LayerNames.reset() }

/// Runs `body` as a program of its own: layer names begin anew, and all random numbers follow from `seed`, whatever else the
/// process does meanwhile.
public func withSession<R>(seed: UInt64 = 0, _ body: () throws -> R) rethrows -> R {
  try LayerNames.startingOver { try RandomState.with(seed: seed, body) }
}
