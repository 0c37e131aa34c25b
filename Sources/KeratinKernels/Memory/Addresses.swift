// The one place where the backends leave spans for pointers. An address is good for as long as the call lasts whose
// operand it was taken from.

extension Span where Element: BitwiseCopyable {
  /// The first element, seen as another type; some address that is not read if there is none.
  @inlinable @inline(__always)
  package func address<T>(as type: T.Type = T.self) -> UnsafePointer<T> {
    withUnsafeBufferPointer { UnsafeRawPointer($0.baseAddress ?? nowhere.assumingMemoryBound(to: Element.self)) }
      .assumingMemoryBound(to: T.self)
  }
}

extension MutableSpan where Element: BitwiseCopyable {
  /// The first element, seen as another type; some address that is not written if there is none.
  @inlinable @inline(__always)
  @_lifetime(self: copy self)
  package mutating func address<T>(as type: T.Type = T.self) -> UnsafeMutablePointer<T> {
    withUnsafeMutableBufferPointer {
      UnsafeMutableRawPointer(
        $0.baseAddress ?? UnsafeMutablePointer(mutating: nowhere.assumingMemoryBound(to: Element.self)))
    }
    .assumingMemoryBound(to: T.self)
  }
}

@usableFromInline
package var nowhere: UnsafeRawPointer { UnsafeRawPointer(bitPattern: Buffer.alignment)! }
