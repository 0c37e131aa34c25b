public import KeratinKernels

/// One run of a kernel: the backend and where operands, results and scratch memory lie.
///
/// This file and the executor are the only ones above the backends that make spans of memory. Whoever makes a call vouches that results
/// overlap neither each other nor operands, but for those whose memory the kernel's ``Kernel/overwrites`` lets a result take over; the
/// planner's tests check it.
public struct KernelCall: ~Escapable {
  private let backendPlace: UnsafePointer<any Backend>
  let operandTable: UnsafePointer<Operand>
  let operandCount: Int
  let resultTable: UnsafePointer<Operand>
  let scratch: UnsafeMutableRawPointer
  let scratchBytes: Int
  let packed: Operand?

  @_lifetime(borrow operands)
  init(
    backend: UnsafePointer<any Backend>, operands: UnsafePointer<Operand>, count: Int, results: UnsafePointer<Operand>,
    scratch: UnsafeMutableRawPointer, scratchBytes: Int, packed: Operand? = nil
  ) {
    backendPlace = backend
    operandTable = operands
    operandCount = count
    resultTable = results
    self.scratch = scratch
    self.scratchBytes = scratchBytes
    self.packed = packed
  }

  /// The backend, seen where it is: a copy would count references, which takes as long as a small kernel.
  public var backend: any Backend {
    unsafeAddress { backendPlace }
  }

  /// All operands, for kernels that take any number.
  public var operands: Operands {
    @_lifetime(borrow self)
    get { _overrideLifetime(Operands(operandTable, count: operandCount), borrowing: self) }
  }

  /// The elements of input `index`.
  @_lifetime(borrow self)
  public func input<T: Scalar>(_ index: Int, as type: T.Type = T.self) -> Span<T> {
    span(operandTable[index])
  }

  /// The elements of input `index`, or none if there are not so many inputs.
  @_lifetime(borrow self)
  public func optionalInput<T: Scalar>(_ index: Int, as type: T.Type = T.self) -> Span<T> {
    index < operandCount ? span(operandTable[index]) : span(Operand(address: scratch, count: 0))
  }

  /// The prepacked operand, empty where there is none.
  public var packedOperand: Span<UInt8> {
    @_lifetime(borrow self)
    get { span(packed ?? Operand(address: scratch, count: 0)) }
  }

  /// The elements of result `index` from element `start` on, all or `count` of them, to write.
  @_lifetime(borrow self)
  public func result<T: Scalar>(
    _ index: Int = 0, as type: T.Type = T.self, from start: Int = 0, count: Int? = nil
  ) -> MutableSpan<T> {
    let operand = resultTable[index]
    let span = MutableSpan<T>(
      _unsafeStart: operand.address.assumingMemoryBound(to: T.self) + start, count: count ?? operand.count - start)
    return _overrideLifetime(span, borrowing: self)
  }

  /// The first `count` results, for kernels that make any number.
  @_lifetime(borrow self)
  public func results(_ count: Int) -> Operands {
    _overrideLifetime(Operands(resultTable, count: count), borrowing: self)
  }

  /// An empty result, for kernels that can leave one out.
  @_lifetime(borrow self)
  public func noResult<T: Scalar>(as type: T.Type = T.self) -> MutableSpan<T> {
    let span = MutableSpan<T>(_unsafeStart: scratch.assumingMemoryBound(to: T.self), count: 0)
    return _overrideLifetime(span, borrowing: self)
  }

  /// Scratch memory of the size that the kernel's `workspaceBytes` named.
  public var workspace: Workspace {
    @_lifetime(borrow self)
    get { _overrideLifetime(Workspace(scratch, byteCount: scratchBytes), borrowing: self) }
  }

  @_lifetime(borrow self)
  private func span<T: Scalar>(_ operand: Operand) -> Span<T> {
    let span = Span<T>(_unsafeStart: operand.address.assumingMemoryBound(to: T.self), count: operand.count)
    return _overrideLifetime(span, borrowing: self)
  }
}
