internal import KeratinKernels
internal import KeratinSIMDTable

/// How a batch of products is done: by which kernel, with which operands packed, cut into which pieces of work. All of it follows
/// from the shapes, so that results do not depend on the number of threads.
struct ProductPlan {
  enum Method {
    /// Tiles of C, each the sum of columns of A times rows of B.
    case tiles
    /// Tiles of C, each element a dot product: B transposed is read as it lies.
    case dots
    /// As ``tiles``, for operands larger than the caches: see ``LargeProduct``.
    case large(LargeProduct)
  }

  let geometry: ProductGeometry
  let method: Method
  let packsA: Bool
  let packsB: Bool

  /// The rows of a strip of A and the columns of a panel of B.
  let stripRows: Int
  let panelColumns: Int
  /// The floats that the packed A and B of one product take.
  let packedA: Int
  let packedB: Int

  /// The blocks that a large product is cut into, or the number of small products that make one piece of work.
  let grid: BlockGrid
  let productsPerPiece: Int
  /// The products whose packed operands the workspace holds at a time.
  let productsAtOnce: Int

  /// `bIsPacked` tells that B comes packed.
  @inline(__always)
  init(_ gemm: Gemm, _ table: any ProductTable.Type, bIsPacked: Bool = false) {
    geometry = ProductGeometry(gemm)
    let (m, n, k) = (geometry.m, geometry.n, geometry.k)
    if !bIsPacked && ProductPlan.prefersDots(geometry) {
      method = .dots
      (stripRows, panelColumns) = (table.dotRows, 4)
      (packsA, packsB) = (false, false)
    } else {
      // Strips of about the same height rather than full ones and a low rest.
      let strips = parts(of: m, by: table.stripRows)
      stripRows = strips <= 1 ? max(1, m) : parts(of: m, by: strips)
      panelColumns = table.panelColumns
      if LargeProduct.isLarge(geometry, bIsPacked: bIsPacked) {
        let large = LargeProduct(
          geometry, stripRows: stripRows, panelColumns: panelColumns, mostTerms: table.mostTerms,
          bIsPacked: bIsPacked)
        method = .large(large)
        packsA = large.packsA
        packsB = large.packsB
      } else {
        method = .tiles
        packsA = ProductPlan.packsA(geometry)
        packsB = !bIsPacked && ProductPlan.packsB(geometry)
      }
    }
    packedA = packsA ? parts(of: m, by: stripRows) * stripRows * k : 0
    packedB = packsB || bIsPacked ? parts(of: n, by: panelColumns) * panelColumns * k : 0

    let count = geometry.batchCount
    // Few rows of A take as long as eight of them: reading B is what takes the time.
    let work = 2 * max(m, 8) * n * k
    let isOnePiece = work * count < 2 * ProductPlan.pieceWork
    // Where there are many products, each is a piece: what it packs is then still near.
    let areWhole = count >= ProductPlan.manyProducts && work <= ProductPlan.wholeWork
    if case .large(let large) = method {
      grid = large.grid
    } else {
      // Of one row of A much of each row of B is read at once.
      let columnStep = m == 1 && !packsB && !bIsPacked ? 4 * panelColumns : panelColumns
      grid = BlockGrid(
        rows: m, columns: n, rowStep: stripRows, columnStep: columnStep,
        count: isOnePiece || areWhole ? 1 : min(work / ProductPlan.pieceWork, ProductPlan.mostBlocks))
    }
    productsPerPiece = isOnePiece ? max(1, count) : max(1, ProductPlan.pieceWork / max(1, work))
    let packed = packedA + (packsB ? packedB : 0)
    productsAtOnce = packed == 0 ? max(1, count) : min(max(1, count), max(1, ProductPlan.mostPacked / packed))
  }

  /// The operations of a piece of work: below some µs more is lost by handing it to another thread than is gained.
  private static let pieceWork = 1 << 19
  /// So many products, each of so many operations at most, are enough for any number of cores without being cut.
  private static let manyProducts = 32
  private static let wholeWork = 1 << 23
  /// The most blocks of one product: enough for any number of cores, and each still large.
  private static let mostBlocks = 64
  /// The most elements packed at a time where there are several products.
  private static let mostPacked = 1 << 20

  /// Adding up the lanes of each sum, against packing B, which pays the better the more rows use it. All of A is read for every
  /// few columns of B: it should fit the cache.
  private static func prefersDots(_ geometry: ProductGeometry) -> Bool {
    !geometry.bRowsAreContiguous && geometry.dotsAreContiguous && geometry.k >= 8 * geometry.m
      && geometry.m * geometry.k <= 1 << 17
  }

  /// B is packed where its rows are not contiguous, and where many rows of A use a B too large to be read well as it lies.
  private static func packsB(_ geometry: ProductGeometry) -> Bool {
    !geometry.bRowsAreContiguous || geometry.m >= 192 && geometry.k * geometry.n >= 1 << 16
  }

  /// A is packed where the elements of its rows are far apart, unless few columns use it.
  private static func packsA(_ geometry: ProductGeometry) -> Bool {
    geometry.aStep != 1 && geometry.m > 1 && geometry.k > 1 && geometry.n >= 96
  }

  /// True if it pays to have B packed before the call: not for a row or two of A, for which B is read but once, and not for a B
  /// that fits the first-level cache as it is.
  var gainsByPackedB: Bool { !geometry.isTurned && geometry.m > 3 && geometry.k * geometry.n > 8192 }

  /// The elements that a thread packs for itself at a time.
  var stayingCount: Int { if case .large(let large) = method { large.memoryCount } else { 0 } }

  /// The workspace for the operands that are packed in the call.
  var workspaceBytes: Int {
    Workspace.bytes(productsAtOnce * packedA, of: Float.self)
      + (packsB ? Workspace.bytes(productsAtOnce * packedB, of: Float.self) : 0)
  }
}
