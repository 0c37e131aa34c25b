internal import Foundation
internal import Synchronization

/// Set by the signal handler, which may touch nothing but an atomic.
private let interruptionWasAsked = Atomic<Bool>(false)

/// Turns Ctrl-C into the wish to end training after the current step, while `fit` runs.
///
/// A second Ctrl-C ends the process as usual.
package enum Interruption {
  private static let depth = Mutex(0)

  /// True once Ctrl-C was pressed.
  package static var isPending: Bool { interruptionWasAsked.load(ordering: .relaxed) }

  /// Runs `body`, which looks at ``isPending`` between steps. The former handler is put back afterwards.
  static func watched<R>(_ body: () throws -> R) rethrows -> R {
    let isOutermost = depth.withLock { depth in
      depth += 1
      return depth == 1
    }
    guard isOutermost else {
      defer { depth.withLock { $0 -= 1 } }
      return try body()
    }
    interruptionWasAsked.store(false, ordering: .relaxed)
    var former = sigaction()
    var action = sigaction()
    setHandler(&action) { _ in
      if interruptionWasAsked.exchange(true, ordering: .relaxed) { _exit(130) }
    }
    sigaction(SIGINT, &action, &former)
    defer {
      sigaction(SIGINT, &former, nil)
      depth.withLock { $0 -= 1 }
    }
    return try body()
  }

  private static func setHandler(_ action: inout sigaction, _ handler: @escaping @convention(c) (Int32) -> Void) {
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #else
      action.__sigaction_handler.sa_handler = handler
    #endif
  }
}
