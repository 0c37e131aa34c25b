package import KeratinKernels
internal import Synchronization

/// The random keys of one pass after another over a data set: folds of a first key with the passes' numbers.
package final class PassKeys: Sendable {
  private let state: Mutex<(key: RandomKey, count: UInt64)>

  package init(_ key: RandomKey) { state = Mutex((key, 0)) }

  /// The key from which the passes' follow.
  package var first: RandomKey { state.withLock { $0.key } }

  /// The key of the next pass.
  package func next() -> RandomKey {
    state.withLock { state in
      state.count += 1
      return state.key.folded(state.count)
    }
  }

  /// The first key and the number of passes that have begun.
  var position: (key: RandomKey, count: UInt64) {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}

/// A data set whose passes follow from random keys, its own or those of the data sets that it is made of.
package protocol RandomPasses: Dataset {
  /// The keys, in a fixed order.
  var passKeys: [PassKeys] { get }
}

extension Dataset {
  /// The keys from which this data set's passes follow; a type of a user's own has none that are known.
  var randomPasses: [PassKeys] { (self as? any RandomPasses)?.passKeys ?? [] }
}
