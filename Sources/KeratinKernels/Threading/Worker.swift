#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// One thread of the crew.
struct Worker {
  private let thread: pthread_t

  /// Starts the thread; `nil` if the system gives no more.
  init?(_ crew: Crew, index: Int) {
    let place = UnsafeMutablePointer<(Crew, Int)>.allocate(capacity: 1)
    place.initialize(to: (crew, index))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let status = pthread_create(&thread, nil, serveCrew, place)
    guard status == 0 else {
      place.deinitialize(count: 1)
      place.deallocate()
      return nil
    }
    #if canImport(Darwin)
      guard let thread else { return nil }
    #endif
    self.thread = thread
  }

  func join() { pthread_join(thread, nil) }
}

#if canImport(Darwin)
  private func serveCrew(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? { serve(argument) }
#else
  private func serveCrew(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? { serve(argument!) }
#endif

private func serve(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
  let place = argument.assumingMemoryBound(to: (Crew, Int).self)
  let (crew, index) = place.move()
  place.deallocate()
  crew.serve(as: index)
  return nil
}
