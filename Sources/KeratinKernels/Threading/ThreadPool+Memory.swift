internal import CThreading

extension ThreadPool {
  /// Memory for `count` elements that belongs to the calling thread, for the time of one piece of work: what a piece packs for itself
  /// stays in the caches of its core from piece to piece.
  ///
  /// It is allocated when a thread first asks for so much, and its contents are arbitrary.
  public static func threadMemory<T: Scalar>(_ count: Int, of type: T.Type = T.self) -> UnsafeMutablePointer<T> {
    kt_thread_memory(count * MemoryLayout<T>.stride).assumingMemoryBound(to: T.self)
  }
}
