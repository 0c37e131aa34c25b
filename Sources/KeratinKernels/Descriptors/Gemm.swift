/// C = A·B, or a batch of such products.
///
/// A is `m × k` (stored `k × m` if `transposeA`), B is `k × n` (stored `n × k` if `transposeB`), C is `m × n`. Each has
/// the distance between its stored rows (`rowStride…`) and, for each of the two batch axes, the distance
/// between products (0 shares an operand), so that the heads of an attention are multiplied where they lie.
public struct Gemm: Sendable, Hashable {
  public var m: Int
  public var n: Int
  public var k: Int
  public var transposeA: Bool
  public var transposeB: Bool
  public var rowStrideA: Int
  public var rowStrideB: Int
  public var rowStrideC: Int
  /// The extents of the batch axes, outer and inner.
  public var batch: (outer: Int, inner: Int) {
    get { (batchOuter, batchInner) }
    set { (batchOuter, batchInner) = newValue }
  }
  var batchOuter = 1
  var batchInner = 1
  /// Elements between products along the outer and inner batch axis.
  public var batchStridesA = BatchStrides(outer: 0, inner: 0)
  public var batchStridesB = BatchStrides(outer: 0, inner: 0)
  public var batchStridesC = BatchStrides(outer: 0, inner: 0)

  /// A single product of dense matrices.
  public init(m: Int, n: Int, k: Int, transposeA: Bool = false, transposeB: Bool = false) {
    self.m = m
    self.n = n
    self.k = k
    self.transposeA = transposeA
    self.transposeB = transposeB
    rowStrideA = transposeA ? m : k
    rowStrideB = transposeB ? k : n
    rowStrideC = n
  }

  /// The number of products.
  public var batchCount: Int { batchOuter * batchInner }
  /// Multiply-adds counted as two operations.
  public var operationCount: Int { 2 * m * n * k * batchCount }

  /// Elements between products along two batch axes.
  public struct BatchStrides: Sendable, Hashable {
    public var outer: Int
    public var inner: Int
    public init(outer: Int, inner: Int) {
      self.outer = outer
      self.inner = inner
    }
  }
}
