/// Runs pieces of work on all cores.
///
/// The caller of a kernel cuts its work by shape, never by the number of threads, so that results have the same bits for
/// any number; into more pieces than threads, so that a slow one costs little. Threads claim pieces one after another, the
/// caller among them: it does what nobody has begun, and if the pool is busy (a piece that runs pieces, or another
/// thread's work) it does them all.
///
///     ThreadPool.run(pieces: rows) { row in normalize(x + row * length, length) }
///
/// A run allocates nothing. It costs some 100 ns where the workers are still awake from the last one, which they are
/// for about 50 µs, and a few µs where they have to be woken: work below some ten thousand operations is a single piece.
public enum ThreadPool {
  /// The number of threads that work on a run, the caller included; at least 1. A change counts from the next run on.
  /// Default: ``availableCores``.
  public static var threadCount: Int {
    get { Crew.shared.wantedThreads }
    set { Crew.shared.wantedThreads = newValue }
  }

  /// Calls `body` once for each of 0..<pieces, in no particular order, on any of the threads, and returns when all are
  /// done. Pieces must not write to the same memory.
  @inlinable public static func run(pieces: Int, _ body: (Int) -> Void) {
    if pieces == 1 { body(0) } else if pieces > 1 { runOnCrew(pieces: pieces, body) }
  }

  @usableFromInline static func runOnCrew(pieces: Int, _ body: (Int) -> Void) {
    if !Crew.shared.run(pieces: pieces, body) {
      for piece in 0..<pieces { body(piece) }
    }
  }
}
