public import KeratinKernels

/// An operation made ready for inputs of known types: its descriptor computed, nothing left to allocate.
public struct Kernel: Sendable {
  /// How far two backends may differ.
  public let bound: ErrorBound
  /// For a bound by a sum, where the kernel's own result on absolute operands is not Σ|terms|: the kernel (one or none) whose result is.
  public let magnitude: [Kernel]
  /// Results that the kernel updates in place: before it runs, result `result` must hold the elements of input `operand`.
  public let updates: [Update]
  /// Results that may lie where an operand of as many bytes lies that nobody needs any more: the kernel reads each element of it before
  /// it writes that of the result.
  public let overwrites: [Update]
  /// Bool results that tell where another result is positive. Two backends may differ in one where that other result, rounded
  /// differently, may lie on either side of 0.
  public let masks: [Mask]
  /// Multiply-adds and divisions and the like, each counted as one operation.
  public let operationCount: Int
  /// An input that outlives a call and may be prepacked for the backend.
  public let packing: Packing?
  /// The scratch memory that a backend needs.
  public let workspaceBytes: @Sendable (any Backend) -> Int
  /// Computes the results.
  public let run: @Sendable (borrowing KernelCall) -> Void

  public struct Update: Sendable, Hashable {
    public let result: Int
    public let operand: Int

    public init(result: Int, operand: Int) {
      self.result = result
      self.operand = operand
    }
  }

  /// Result `result` is true where result `number` is positive.
  public struct Mask: Sendable, Hashable {
    public let result: Int
    public let number: Int

    public init(result: Int, number: Int) {
      self.result = result
      self.number = number
    }
  }

  /// Input `operand` as B of a product.
  public struct Packing: Sendable, Hashable {
    public let operand: Int
    public let product: Gemm
    public let elementType: ElementType
    public init(operand: Int, product: Gemm, elementType: ElementType) {
      self.operand = operand
      self.product = product
      self.elementType = elementType
    }
  }

  public init(
    bound: ErrorBound, magnitude: [Kernel] = [], updates: [Update] = [], overwrites: [Update] = [],
    masks: [Mask] = [], operationCount: Int = 0, packing: Packing? = nil,
    workspaceBytes: @escaping @Sendable (any Backend) -> Int = { _ in 0 },
    run: @escaping @Sendable (borrowing KernelCall) -> Void
  ) {
    self.bound = bound
    self.magnitude = magnitude
    self.updates = updates
    self.overwrites = overwrites
    self.masks = masks
    self.operationCount = operationCount
    self.packing = packing
    self.workspaceBytes = workspaceBytes
    self.run = run
  }
}
