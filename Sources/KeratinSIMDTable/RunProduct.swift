/// A product C = A·B of matrices of `Float` whose terms are read where they lie in a tensor: in runs, as a convolution sees them.
///
/// Rows of A and C come in strips, columns of B and C in panels, the last of each smaller. The terms of the sums come in `runCount` runs
/// of `k`: those of run r begin at `a + runs[r].a` and `b + runs[r].b`, and row p of B lies `p·bRow` behind.
///
/// Where rows are places of a result, element (i, p) of strip s of a run of A lies at `s·aStrip + i·aStride + p`: terms are
/// neighbours. Where rows are channels, it lies at `s·aStrip + i + p·aStride`: rows are neighbours.
public struct RunProduct {
  /// Where the terms of a run begin.
  public struct Run {
    public var a: Int
    public var b: Int
    @inlinable public init(a: Int, b: Int) {
      self.a = a
      self.b = b
    }
  }

  public var m = 0
  public var n = 0
  public var k = 0
  public var runs: UnsafePointer<Run>
  public var runCount = 0
  public var a: UnsafePointer<Float>
  public var aStride = 0
  /// The rows of a strip, at most ``SpatialTable/tileSums`` divided by the registers of a row.
  public var stripRows = 1
  public var aStrip = 0
  public var b: UnsafePointer<Float>
  public var bRow = 0
  public var bPanel = 0
  public var c: UnsafeMutablePointer<Float>
  public var cRow = 0
  /// The distance between strips of C.
  public var cStrip = 0
  /// True if the product is added to C.
  public var accumulates = false
  /// What is done to the sums.
  public var epilogue = Epilogue()

  /// The product at these addresses, of no rows and columns yet.
  @inlinable public init(
    runs: UnsafePointer<Run>, a: UnsafePointer<Float>, b: UnsafePointer<Float>, c: UnsafeMutablePointer<Float>
  ) {
    self.runs = runs
    self.a = a
    self.b = b
    self.c = c
  }
}
