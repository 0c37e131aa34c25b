internal import Synchronization

/// The workers behind ``ThreadPool``: one crew a process, working on one run at a time.
///
/// A run is published as one word, its number and the pieces left to claim. A thread claims a piece by swapping in a word
/// with one piece less; since the word names the run, a worker that comes late cannot claim from a run it has not seen,
/// and since the run's caller waits for every claimed piece, what the run consists of may be read after a claim.
final class Crew: @unchecked Sendable {
  static let shared = Crew()

  private let wanted = Atomic<Int>(ThreadPool.availableCores)
  private let isTaken = Atomic<Bool>(false)

  /// The run's number in the high half, its unclaimed pieces in the low half.
  private let unclaimed = Atomic<UInt64>(0)
  private let unfinished = Atomic<Int>(0)

  // Written only by the thread that has taken the crew, read only by those that have claimed a piece.
  private var body = BorrowedClosure()
  private var pieces = 0
  private var number: UInt64 = 0

  private let bell = Bell()
  /// Workers that are asleep or about to be.
  private let sleepers = Atomic<Int>(0)
  /// Workers of this index and above leave.
  private let crewSize = Atomic<Int>(0)
  private var workers: [Worker] = []
  private var equippedFor = 1

  var wantedThreads: Int {
    get { wanted.load(ordering: .relaxed) }
    set { wanted.store(max(1, newValue), ordering: .relaxed) }
  }

  /// Runs the pieces if there is more than one thread and the crew is free, else returns false.
  func run(pieces: Int, _ body: (Int) -> Void) -> Bool {
    let threads = wantedThreads
    guard threads > 1, pieces <= Int(UInt32.max) else { return false }
    guard isTaken.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged else { return false }
    defer { isTaken.store(false, ordering: .releasing) }
    if threads != equippedFor { equip(for: threads) }
    if workers.isEmpty { return false }

    self.body = BorrowedClosure(body)
    self.pieces = pieces
    number = (number + 1) & 0xffff_ffff
    unfinished.store(pieces, ordering: .relaxed)
    // Sequentially consistent, as is the worker's counting itself among the sleepers: one of the two sees the other.
    unclaimed.store(number << 32 | UInt64(pieces), ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { bell.ring() }

    workOff()
    var waiting = Patience()
    while unfinished.load(ordering: .acquiring) > 0 { waiting.spinOrYield() }
    return true
  }

  /// Does pieces of the current run until all are claimed.
  private func workOff() {
    var word = unclaimed.load(ordering: .acquiring)
    while word & 0xffff_ffff > 0 {
      let (claimed, current) = unclaimed.weakCompareExchange(
        expected: word, desired: word - 1, ordering: .acquiringAndReleasing)
      if claimed {
        body(pieces - Int(word & 0xffff_ffff))
        unfinished.subtract(1, ordering: .acquiringAndReleasing)
        word = unclaimed.load(ordering: .acquiring)
      } else {
        word = current
      }
    }
  }

  private var hasPieces: Bool { unclaimed.load(ordering: .sequentiallyConsistent) & 0xffff_ffff > 0 }

  /// What worker `index` does for as long as it belongs to the crew.
  func serve(as index: Int) {
    while index < crewSize.load(ordering: .acquiring) {
      workOff()
      var waiting = Patience()
      var isAwake = true
      while isAwake && !hasPieces { isAwake = waiting.spin() }
      if isAwake { continue }
      sleepers.add(1, ordering: .sequentiallyConsistent)
      bell.sleep(while: { !hasPieces && index < crewSize.load(ordering: .acquiring) })
      sleepers.subtract(1, ordering: .relaxed)
    }
  }

  /// Hires or dismisses workers. Called with the crew taken.
  private func equip(for threads: Int) {
    let count = threads - 1
    crewSize.store(count, ordering: .releasing)
    bell.ring()
    while workers.count > count { workers.removeLast().join() }
    while workers.count < count, let worker = Worker(self, index: workers.count) { workers.append(worker) }
    equippedFor = threads
  }
}
