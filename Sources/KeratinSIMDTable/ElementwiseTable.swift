public import KeratinKernels

/// Kernels that work element by element.
public struct ElementwiseTable: Sendable {
  /// y[i] = operation(x[i]) for i below count.
  public typealias Unary =
    @Sendable (
      _ operation: UnaryOperation, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void

  /// y[i, j] = operation(a[i, j], b[i, j]); y is dense.
  public typealias Binary =
    @Sendable (
      _ operation: BinaryOperation, _ a: UnsafePointer<Float>, _ strideA: RowStride, _ b: UnsafePointer<Float>,
      _ strideB: RowStride, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
    ) -> Void

  /// y[i, j] = 1 if the comparison holds, else 0; y is dense.
  public typealias Compare =
    @Sendable (
      _ operation: CompareOperation, _ a: UnsafePointer<Float>, _ strideA: RowStride, _ b: UnsafePointer<Float>,
      _ strideB: RowStride, _ y: UnsafeMutablePointer<UInt8>, _ rows: Int, _ length: Int
    ) -> Void

  /// y[i, j] = a[i, j] where condition[i, j] is not 0, else b[i, j]; y is dense.
  public typealias Select =
    @Sendable (
      _ condition: UnsafePointer<UInt8>, _ strideC: RowStride, _ a: UnsafePointer<Float>, _ strideA: RowStride,
      _ b: UnsafePointer<Float>, _ strideB: RowStride, _ y: UnsafeMutablePointer<Float>, _ rows: Int, _ length: Int
    ) -> Void

  public let unary: Unary
  public let binary: Binary
  public let compare: Compare
  public let select: Select

  public init(
    unary: @escaping Unary, binary: @escaping Binary, compare: @escaping Compare, select: @escaping Select
  ) {
    self.unary = unary
    self.binary = binary
    self.compare = compare
    self.select = select
  }
}
