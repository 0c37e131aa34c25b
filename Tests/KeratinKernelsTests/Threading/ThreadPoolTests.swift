import Dispatch
import Foundation
import KeratinKernels
import KeratinTestSupport
import Synchronization
import Testing

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Serialised, for a run takes the pool only if no other has it.
@Suite(.serialized) struct ThreadPoolTests {
  @Test(arguments: [1, 2, 3, 8]) func everyPieceIsDoneOnce(threads: Int) {
    withThreads(threads) {
      for pieces in [0, 1, 2, 3, 17, 1000] {
        let counts = UnsafeMutablePointer<Int>.allocate(capacity: 1000)
        counts.initialize(repeating: 0, count: 1000)
        defer { counts.deallocate() }
        for _ in 0..<50 { ThreadPool.run(pieces: pieces) { counts[$0] += 1 } }
        for piece in 0..<1000 { #expect(counts[piece] == (piece < pieces ? 50 : 0)) }
      }
    }
  }

  @Test func aRunEndsAfterItsLastPiece() {
    withThreads(4) {
      let done = Atomic<Int>(0)
      for run in 1...200 {
        ThreadPool.run(pieces: 6) { piece in
          if piece % 3 == 0 { usleep(50) }
          done.add(1, ordering: .relaxed)
        }
        #expect(done.load(ordering: .relaxed) == 6 * run)
      }
    }
  }

  @Test func workersThatSleepAreWoken() {
    withThreads(2) {
      // Each of two pieces waits a while for the other to begin. Other tests may hold the pool now and then.
      var meetings = 0
      for _ in 0..<20 where meetings < 3 {
        usleep(2000)
        let begun = Atomic<Int>(0)
        let met = Atomic<Int>(0)
        ThreadPool.run(pieces: 2) { _ in
          begun.add(1, ordering: .sequentiallyConsistent)
          let end = ContinuousClock.now + .milliseconds(200)
          while begun.load(ordering: .sequentiallyConsistent) < 2 && ContinuousClock.now < end { sched_yield() }
          if ContinuousClock.now < end { met.add(1, ordering: .relaxed) }
        }
        if met.load(ordering: .relaxed) == 2 { meetings += 1 }
      }
      #expect(meetings == 3)
    }
  }

  @Test func aPieceMayRunPieces() {
    withThreads(3) {
      let done = Atomic<Int>(0)
      ThreadPool.run(pieces: 10) { _ in
        ThreadPool.run(pieces: 10) { _ in done.add(1, ordering: .relaxed) }
      }
      #expect(done.load(ordering: .relaxed) == 100)
    }
  }

  @Test func runsOfSeveralThreadsDoNotMix() async {
    await withTaskGroup(of: Bool.self) { group in
      for task in 0..<4 {
        group.addTask {
          (0..<500).allSatisfy { _ in
            let sum = Atomic<Int>(0)
            ThreadPool.run(pieces: 7) { sum.add((task + 1) * $0, ordering: .relaxed) }
            return sum.load(ordering: .relaxed) == 21 * (task + 1)
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func thereIsAlwaysOneThread() {
    withThreads(2) {
      ThreadPool.threadCount = -3
      #expect(ThreadPool.threadCount == 1)
      #expect(ThreadPool.availableCores >= 1)
    }
  }

  @Test func givesEachThreadMemoryOfItsOwn() {
    withThreads(2) {
      let overwritten = Atomic<Int>(0)
      ThreadPool.run(pieces: 64) { piece in
        let count = 1000 + piece % 5 * 300_000
        let memory = ThreadPool.threadMemory(count, of: Int32.self)
        for index in stride(from: 0, to: count, by: 999) { memory[index] = Int32(piece) }
        for _ in 0..<20 { sched_yield() }
        for index in stride(from: 0, to: count, by: 999) where memory[index] != Int32(piece) {
          overwritten.add(1, ordering: .relaxed)
        }
      }
      #expect(overwritten.load(ordering: .relaxed) == 0)
      let memory = ThreadPool.threadMemory(100, of: Float.self)
      #expect(ThreadPool.threadMemory(10, of: Float.self) == memory, "what is there suffices")
    }
  }

  @Test func aNewThreadHasMemoryForNothing() {
    let addresses = onNewThread {
      [0, 300_000, 310_000, 1 << 20].map { UInt(bitPattern: ThreadPool.threadMemory($0, of: UInt8.self)) }
    }
    #expect(!addresses.contains(0))
    #expect(addresses[1] == addresses[2], "a little more is there already")
    #expect(addresses[3] % (1 << 21) == 0, "what is large lies in huge pages")
  }

  /// What `body` returns on a thread that has asked for nothing yet.
  private func onNewThread(_ body: @escaping @Sendable () -> [UInt]) -> [UInt] {
    let results = Mutex<[UInt]>([])
    let isDone = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      let found = body()
      results.withLock { $0 = found }
      isDone.signal()
    }
    isDone.wait()
    return results.withLock { $0 }
  }
}
