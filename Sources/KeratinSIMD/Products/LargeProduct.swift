internal import KeratinKernels

/// How a product is done whose operands are larger than the second-level cache.
///
/// A piece of work packs, some terms at a time, its strips of A or its panels of B into memory of its thread, where they stay in the
/// second-level cache while all of the other operand, packed before by all threads together, passes once. So the larger operand is read
/// once, where it lies, and never written to memory in another order.
///
/// Where rows of both operands are a tile's neighbours, as in the gradient of a kernel, nothing is packed: so few terms are added up at a
/// time that the rows they lie in stay in the second-level cache.
struct LargeProduct {
  /// What a piece of work packs for itself.
  enum Staying {
    case strips
    case panels
    /// Nothing: both operands are read where they lie, some rows of each staying in the second-level cache.
    case rows
  }

  let staying: Staying
  /// The terms of the sums that are added up before the next are packed.
  let terms: Int
  /// The elements that a piece packs at a time; 0 if what stays came packed or is read where it lies.
  let memoryCount: Int
  let grid: BlockGrid

  /// True if A is packed before, by all threads together.
  let packsA: Bool
  /// True if B is.
  let packsB: Bool

  /// The elements that stay: half of a second-level cache of 1 MB.
  private static let stayingCount = 1 << 17
  /// The pieces of work: enough for eight threads, with two in hand for each.
  private static let leastPieces = 16

  /// The fewest terms that make it worth to read and write C once more.
  private static let leastTerms = 128

  /// Sums of so few terms, for a C of so many elements, take less time than writing it.
  private static let shortTerms = 512
  private static let writtenMost = 1 << 22

  /// True for a product that gains: packing is little beside its operations, and as they lie its operands would come from the third-level
  /// cache, or be packed by all threads before the first piece of work can begin.
  static func isLarge(_ geometry: ProductGeometry, bIsPacked: Bool) -> Bool {
    let (m, n, k) = (geometry.m, geometry.n, geometry.k)
    guard geometry.batchCount == 1 && min(m, n, k) >= 128 else { return false }
    let isTransposed = geometry.aStep != 1 || !geometry.bRowsAreContiguous && !bIsPacked
    // Short rows of A that lie in order are as good as packed.
    if geometry.aStep == 1 && k <= LargeProduct.shortTerms && m * n < LargeProduct.writtenMost { return false }
    return m * n * k >= (isTransposed ? 1 << 25 : 1 << 27)
  }

  init(_ geometry: ProductGeometry, stripRows: Int, panelColumns: Int, mostTerms: Int, bIsPacked: Bool) {
    let (m, n, k) = (geometry.m, geometry.n, geometry.k)
    if !bIsPacked && LargeProduct.readsRows(geometry) {
      staying = .rows
      let most = min(mostTerms, LargeProduct.stayingCount / max(geometry.aStep, geometry.bRow))
      terms = parts(of: k, by: parts(of: k, by: most))
      grid = BlockGrid(
        rows: m, columns: n, rowStep: stripRows, columnStep: panelColumns, count: LargeProduct.leastPieces)
      (memoryCount, packsA, packsB) = (0, false, false)
      return
    }
    terms = parts(of: k, by: parts(of: k, by: mostTerms))
    // Where it is C that is large, wide rows of it are written at a time: panels stay.
    let isWrittenMost = k <= LargeProduct.shortTerms && m * n >= LargeProduct.writtenMost
    staying = bIsPacked || n > m || isWrittenMost ? .panels : .strips
    let (extent, step) = staying == .panels ? (n, panelColumns) : (m, stripRows)
    let size = max(1, LargeProduct.stayingCount / (terms * step)) * step
    let steps = parts(of: extent, by: step)
    // Cutting the other operand would have the same packed once more.
    let least = min(LargeProduct.leastPieces, max(8, steps / 2))
    let blocks = min(steps, parts(of: max(parts(of: extent, by: size), least), by: 8) * 8)
    let others = parts(of: LargeProduct.leastPieces, by: blocks)
    grid = BlockGrid(
      rows: m, columns: n, rowStep: stripRows, columnStep: panelColumns,
      rowBlocks: staying == .strips ? blocks : others, columnBlocks: staying == .strips ? others : blocks)
    memoryCount = staying == .strips || !bIsPacked ? parts(of: steps, by: blocks) * step * terms : 0
    // Few rows are read well as they lie, unless they are whole pages apart: then they fight for one place of the first-level cache.
    packsA =
      staying == .panels && (geometry.aStep != 1 || m * k > LargeProduct.stayingCount || geometry.aRow % 1024 == 0)
    packsB = staying == .strips && !bIsPacked
  }

  /// True if a column of A and a row of B each lie in order, and the rows they are taken from are short enough for many of them to stay.
  private static func readsRows(_ geometry: ProductGeometry) -> Bool {
    geometry.aRow == 1 && geometry.aStep != 1 && geometry.bColumn == 1
      && max(geometry.aStep, geometry.bRow) * LargeProduct.leastTerms <= LargeProduct.stayingCount
  }
}
