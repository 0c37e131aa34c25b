public import KeratinKernels
internal import Synchronization

/// Where keys for random numbers come from when no seed is given at the place of use.
///
/// After ``seed(_:)`` the same program takes the same keys in the same order. Without it the first key comes from the system, and
/// runs differ, as in Keras.
public enum RandomState {
  private struct State {
    var key: RandomKey
    var taken: UInt64 = 0
  }

  private final class Source: Sendable {
    let state: Mutex<State>
    init(seed: UInt64) { state = Mutex(State(key: RandomKey(seed: seed))) }
  }

  private static let process = Source(seed: .random(in: .min ... .max))
  @TaskLocal private static var local: Source?

  /// Makes all random numbers that follow a function of `seed`.
  public static func seed(_ seed: UInt64) {
    (local ?? process).state.withLock { $0 = State(key: RandomKey(seed: seed)) }
  }

  /// Runs `body` with keys of its own that follow from `seed`, whatever else the process draws meanwhile.
  public static func with<R>(seed: UInt64, _ body: () throws -> R) rethrows -> R {
    try $local.withValue(Source(seed: seed), operation: body)
  }

  /// A key that no earlier call returned.
  public static func nextKey() -> RandomKey {
    (local ?? process).state.withLock { state in
      state.taken += 1
      return state.key.folded(state.taken)
    }
  }

  /// What the keys that follow depend on: a checkpoint's part in random numbers.
  package struct Position: Sendable, Hashable {
    package let key: RandomKey
    package let taken: UInt64

    package init(key: RandomKey, taken: UInt64) { (self.key, self.taken) = (key, taken) }
  }

  package static var position: Position {
    get { (local ?? process).state.withLock { Position(key: $0.key, taken: $0.taken) } }
    set { (local ?? process).state.withLock { $0 = State(key: newValue.key, taken: newValue.taken) } }
  }
}

/// Makes all random numbers that follow a function of `seed`: initial weights, shuffling, dropout.
///
/// The counterpart of `keras.utils.set_random_seed`.
public func setRandomSeed(_ seed: UInt64) { RandomState.seed(seed) }
