/// A callback that keeps training's state, so that a later process goes on from it.
///
/// `fit` asks it for a state before anything else, and gives it one when all callbacks have been told of a step or an epoch.
package protocol TrainingKeeper: Callback {
  /// Where the state lies, for messages.
  var statePlace: String { get }
  /// The state to go on from, `nil` to begin. Throws for one that cannot be read.
  func stateToResume() throws -> SavedState?
  /// Whether the state is to be kept now, after a batch or after an epoch; asked once for each.
  func wantsState(afterEpoch: Bool) -> Bool
  /// Keeps a state in place of the one before.
  func keep(_ state: SavedState) throws
  /// Told when training has ended and all callbacks know it: no state is needed any more.
  func trainingHasEnded() throws
}
