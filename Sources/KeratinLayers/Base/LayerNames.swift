internal import Synchronization

/// Names for layers that were given none: the class's name in snake case, numbered from the second on.
enum LayerNames {
  private static let counts = Mutex<[String: Int]>([:])

  /// `dense`, `dense_1`, `dense_2`, …
  static func next(for className: String) -> String {
    let base = snakeCase(className)
    return counts.withLock { counts in
      let count = counts[base, default: 0]
      counts[base] = count + 1
      return count == 0 ? base : "\(base)_\(count)"
    }
  }

  static func reset() { counts.withLock { $0 = [:] } }

  /// `MaxPooling2D` becomes `max_pooling2d`, `LSTM` `lstm`, `PReLU` `p_re_lu`: as Keras does it.
  static func snakeCase(_ name: String) -> String {
    let characters = Array(name)
    var result = ""
    for (index, character) in characters.enumerated() {
      let previous = index > 0 ? characters[index - 1] : nil
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      if character.isUppercase, let previous, previous.isLetter || previous.isNumber {
        let startsWord = previous.isLowercase || (previous.isNumber && next?.isLowercase == true)
        if startsWord || (next?.isLowercase == true && previous.isUppercase) { result += "_" }
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
