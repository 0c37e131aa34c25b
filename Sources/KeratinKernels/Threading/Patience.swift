internal import CThreading

#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// How long a thread spins for something that is expected soon.
struct Patience {
  /// Long enough to bridge the gap between two kernels, short enough to cost nobody a core.
  static let nanoseconds = 50_000

  private var spins = 0
  private var end = 0

  /// Spins for some ten nanoseconds; false once the time is up.
  mutating func spin() -> Bool {
    kt_pause()
    spins += 1
    // The clock costs as much as a few pauses.
    if spins % 16 != 0 { return true }
    let now = Patience.now()
    if end == 0 { end = now + Patience.nanoseconds }
    return now < end
  }

  /// Spins, and once the time is up lets other threads have the core.
  mutating func spinOrYield() {
    if !spin() { sched_yield() }
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
  }
}
