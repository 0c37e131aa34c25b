public import KeratinKernels

/// A product C = A·B of matrices of `Float`, or the part of one that is one thread's piece of work.
///
/// Rows of A and C come in strips, columns of B and C in panels, the last of each smaller. Element (i, p) of strip s of A lies at
/// `a[s·aStrip + i·aRow + p·aStep]`, element (p, j) of panel t of B at `b[t·bPanel + p·bRow + j]`: so matrices are read
/// where they lie or as they were packed.
public struct ProductBlock {
  public var m = 0
  public var n = 0
  public var k = 0
  public var a: UnsafePointer<Float>
  /// The rows of a strip, at most ``ProductTable/stripRows``.
  public var stripRows = 1
  public var aStrip = 0
  public var aRow = 0
  public var aStep = 0
  public var b: UnsafePointer<Float>
  public var bPanel = 0
  public var bRow = 0
  /// True if panels of B stay in the second-level cache while strips of A pass, so that each strip meets all panels before the next comes;
  /// else strips stay while panels pass.
  public var panelsStay = false
  public var c: UnsafeMutablePointer<Float>
  public var cRow = 0
  /// True if the product is added to C.
  public var accumulates = false
  /// The bias of the block's first element, and the distance to that of its column's right neighbour: 0 where all share it.
  public var bias: UnsafePointer<Float>?
  public var biasStep = 1
  /// What is added to C's elements, if anything: it lies as C does.
  public var residual: UnsafePointer<Float>?
  public var activation = ActivationKind.linear

  /// The block at these addresses, of no rows and columns yet.
  @inlinable public init(a: UnsafePointer<Float>, b: UnsafePointer<Float>, c: UnsafeMutablePointer<Float>) {
    self.a = a
    self.b = b
    self.c = c
  }
}
