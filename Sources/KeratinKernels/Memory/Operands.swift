/// Where one operand of a kernel lies.
public struct Operand: Sendable {
  /// The first byte.
  public nonisolated(unsafe) var address: UnsafeMutableRawPointer
  /// The number of elements; 0 for an operand that is not wanted.
  public var count: Int

  public init(address: UnsafeMutableRawPointer, count: Int) {
    self.address = address
    self.count = count
  }
}

/// A table of buffers, for kernels with any number of operands (an array of `Span` does not compile).
public struct Operands: ~Escapable {
  @usableFromInline let table: UnsafePointer<Operand>
  /// The number of operands.
  public let count: Int

  /// The operands that `table` lists. The executor vouches that the memory stays and that results overlap nothing but what ``Backend``
  /// allows.
  @_lifetime(borrow table)
  public init(_ table: UnsafePointer<Operand>, count: Int) {
    self.table = table
    self.count = count
  }

  /// Where operand `index` begins.
  @inlinable @inline(__always)
  package func address(_ index: Int) -> UnsafeMutableRawPointer { table[index].address }

  /// The elements of operand `index`, to read.
  @_lifetime(copy self)
  public func elements<T: Scalar>(_ index: Int, as type: T.Type = T.self) -> Span<T> {
    let operand = table[index]
    let span = Span<T>(_unsafeStart: operand.address.assumingMemoryBound(to: T.self), count: operand.count)
    return _overrideLifetime(span, copying: self)
  }

  /// The elements of operand `index`, to write.
  @_lifetime(copy self)
  public func mutableElements<T: Scalar>(_ index: Int, as type: T.Type = T.self) -> MutableSpan<T> {
    let operand = table[index]
    let span = MutableSpan<T>(_unsafeStart: operand.address.assumingMemoryBound(to: T.self), count: operand.count)
    return _overrideLifetime(span, copying: self)
  }
}
