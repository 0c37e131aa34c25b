internal import KeratinKernels
internal import Synchronization

/// Held while the number of threads is chosen: it belongs to the process.
private let turn = Mutex(())

/// Runs `body` with the pool set to `count` threads, while no other test has them set.
public func withThreads(_ count: Int, _ body: () -> Void) {
  turn.withLock { _ in
    let before = ThreadPool.threadCount
    ThreadPool.threadCount = count
    body()
    ThreadPool.threadCount = before
  }
}
