public import KeratinKernels

/// Kernels that make one element of many.
public struct ReductionTable: Sendable {
  /// y[r] = operation over the axes of `nest`, the last of which is contiguous, from x + r·rowStride on.
  public typealias ReduceRows =
    @Sendable (
      _ operation: ReduceOperation, _ x: UnsafePointer<Float>, _ rows: Int, _ rowStride: Int, _ nest: ReductionNest,
      _ y: UnsafeMutablePointer<Float>
    ) -> Void

  /// y[j] = operation over the axes of `nest`, from x + j on, for j below columns.
  public typealias ReduceColumns =
    @Sendable (
      _ operation: ReduceOperation, _ x: UnsafePointer<Float>, _ columns: Int, _ nest: ReductionNest,
      _ y: UnsafeMutablePointer<Float>
    ) -> Void

  /// y[o·inner + n] = the lowest i for which x[(o·count + i)·inner + n] is the largest (smallest), for n below columns.
  public typealias ArgReduce =
    @Sendable (
      _ largest: Bool, _ x: UnsafePointer<Float>, _ outer: Int, _ count: Int, _ inner: Int, _ columns: Int,
      _ y: UnsafeMutablePointer<Int32>
    ) -> Void

  /// y[(o·count + i)·inner + n] = the sum (product) of x[(o·count + 0…i)·inner + n], for n below columns.
  public typealias Cumulative =
    @Sendable (
      _ product: Bool, _ x: UnsafePointer<Float>, _ outer: Int, _ count: Int, _ inner: Int, _ columns: Int,
      _ y: UnsafeMutablePointer<Float>
    ) -> Void

  public let reduceRows: ReduceRows
  public let reduceColumns: ReduceColumns
  public let argReduce: ArgReduce
  public let cumulative: Cumulative

  public init(
    reduceRows: @escaping ReduceRows, reduceColumns: @escaping ReduceColumns, argReduce: @escaping ArgReduce,
    cumulative: @escaping Cumulative
  ) {
    self.reduceRows = reduceRows
    self.reduceColumns = reduceColumns
    self.argReduce = argReduce
    self.cumulative = cumulative
  }
}
