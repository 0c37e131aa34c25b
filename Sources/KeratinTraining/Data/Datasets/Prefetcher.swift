internal import Foundation
internal import KeratinGraph
internal import KeratinKernels

/// A thread that takes elements from a pass ahead of their use, a bounded number of them.
///
/// What it computes runs on the backend of the thread that started it, and draws random numbers of its own, which follow from those of that
/// thread: a run with a seed does not depend on how the two threads take turns.
final class Prefetcher: @unchecked Sendable {
  private let condition = NSCondition()
  private let bufferSize: Int
  // Guarded by the condition.
  private var ready: [Batch] = []
  private var failure: (any Error)?
  private var isStopped = false
  private var hasExited = false

  init(_ source: any Dataset, bufferSize: Int) {
    self.bufferSize = bufferSize
    let backend = Backends.current
    let key = RandomState.nextKey()
    let thread = Thread {
      Backends.with(backend) {
        RandomState.with(seed: UInt64(key.word0) << 32 | UInt64(key.word1)) { self.work(source) }
      }
      self.locked { self.hasExited = true }
    }
    thread.name = "keratin.data"
    thread.stackSize = 8 << 20
    thread.start()
  }

  /// The next element, waited for if it must be; `nil` at the end of the pass. An error of the pass comes after the elements made before it,
  /// and once.
  func next() throws -> Batch? {
    condition.lock()
    defer { condition.unlock() }
    while ready.isEmpty, !hasExited { condition.wait() }
    if !ready.isEmpty {
      condition.broadcast()
      return ready.removeFirst()
    }
    defer { failure = nil }
    if let failure { throw failure }
    return nil
  }

  /// Ends the pass after the element that is being made, and waits for that.
  func stop() {
    locked { isStopped = true }
    condition.lock()
    while !hasExited { condition.wait() }
    condition.unlock()
  }

  private func work(_ source: any Dataset) {
    do {
      let next = try source.makeIterator()
      while waitForSpace(), let element = try next() { locked { ready.append(element) } }
    } catch {
      locked { failure = error }
    }
  }

  /// Waits until an element more may be kept; false if none is wanted any more.
  private func waitForSpace() -> Bool {
    condition.lock()
    defer { condition.unlock() }
    while ready.count >= bufferSize, !isStopped { condition.wait() }
    return !isStopped
  }

  private func locked(_ body: () -> Void) {
    condition.lock()
    body()
    condition.broadcast()
    condition.unlock()
  }
}
