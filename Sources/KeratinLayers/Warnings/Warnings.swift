internal import Foundation
internal import Synchronization

/// Advice that does not stop the work: printed once on standard error.
public enum Warnings {
  private static let state = Mutex<(handler: @Sendable (String) -> Void, said: Set<String>)>(
    ({ FileHandle.standardError.write(Data("Warning: \($0)\n".utf8)) }, []))

  /// Says `message`, unless it was said before.
  public static func say(_ message: String) {
    let handler = state.withLock { state in state.said.insert(message).inserted ? state.handler : nil }
    handler?(message)
  }

  /// Gives warnings to `handler` from now on, and forgets which were said.
  public static func handle(_ handler: @escaping @Sendable (String) -> Void) {
    state.withLock { $0 = (handler, []) }
  }
}
