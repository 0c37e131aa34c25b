internal import KeratinKernels
internal import KeratinSIMDTable

/// How a recurrence is done: sequences in pieces of some rows, each of which goes through all steps without waiting for another. All of
/// it follows from the shapes, so that results do not depend on the number of threads.
struct RecurrencePlan {
  let descriptor: Recurrence
  /// The inputs of a step that are multiplied with their kernel in one product with the state; 0 where they come projected.
  let inputs: Int
  /// The rows of a piece and the number of pieces, the last of which may have fewer.
  let rowsPerPiece: Int
  let pieces: Int
  /// h·U of some rows, U packed; or the gradient of U's products times Uᵀ.
  let product: ProductPlan
  let table: any ProductTable.Type
  /// The units of a piece where there are too few sequences to cut: then each step is cut by units.
  let unitsPerPiece: Int?
  /// True if these pieces read U where it lies: a panel of units in each of four gates is what a long row of C is made from.
  let readsInPlace: Bool

  init(_ descriptor: Recurrence, _ table: any ProductTable.Type, isGradient: Bool, inputs: Int = 0) {
    self.descriptor = descriptor
    self.inputs = inputs
    self.table = table
    // As many rows as a strip has, but not so many that a batch of common size makes but one piece.
    let most = min(8, table.stripRows)
    let wanted = parts(of: descriptor.batch, by: most)
    rowsPerPiece = max(1, parts(of: descriptor.batch, by: max(1, wanted)))
    pieces = parts(of: descriptor.batch, by: rowsPerPiece)
    let (n, columns) = (descriptor.units, descriptor.columns)
    // With dropout each gate has a product of its own.
    let width = descriptor.hasDropout ? n : columns
    var gemm = Gemm(
      m: rowsPerPiece, n: isGradient ? n : width, k: isGradient ? width : n + inputs, transposeB: isGradient)
    gemm.rowStrideB = columns
    product = ProductPlan(gemm, table, bIsPacked: true)
    // Handing a step to other threads must cost less than reading their share of U.
    let isCut = !isGradient && pieces == 1 && !descriptor.hasDropout && n >= 64 && n * columns >= 1 << 15
    let panel = table.panelColumns
    readsInPlace = isCut && descriptor.batch == 1 && descriptor.cell == .lstm && n % panel == 0
    unitsPerPiece = isCut ? readsInPlace ? panel : parts(of: 32, by: panel) * panel : nil
  }

  /// True if there is a kernel for this form: the others are done as they are defined.
  static func covers(_ descriptor: Recurrence) -> Bool {
    descriptor.cell != .gru && descriptor.steps > 0 && descriptor.batch > 0
      && descriptor.units > 1
  }

  /// The plan of a recurrence that multiplies its inputs itself; nil where that does not pay: they are projected before.
  ///
  /// The state of a sequence and its inputs are one row of A, U and W one B that stays in the second-level cache.
  static func withInputs(_ descriptor: InputRecurrence, _ table: any ProductTable.Type) -> RecurrencePlan? {
    let recurrence = descriptor.recurrence
    guard covers(recurrence), recurrence.cell == .lstm || recurrence.cell == .simple, !recurrence.hasDropout,
      descriptor.inputs > 0, (descriptor.inputs + recurrence.units) * recurrence.columns <= mostKernelCount
    else { return nil }
    let plan = RecurrencePlan(recurrence, table, isGradient: false, inputs: descriptor.inputs)
    return plan.unitsPerPiece == nil && plan.rowsPerPiece >= leastRows ? plan : nil
  }

  /// The elements of both kernels: three quarters of a second-level cache of 1 MB.
  private static let mostKernelCount = 3 << 16
  /// The rows of a piece that are as good as those of a large product.
  private static let leastRows = 4

  /// The distance between rows of the state, each followed by the inputs that are multiplied with it.
  var hRow: Int { inputs == 0 ? descriptor.units : parts(of: descriptor.units + inputs, by: 16) * 16 + 16 }

  /// The distance between rows of products with U, or of what is multiplied with Uᵀ: such that the rows of a piece do not meet in one
  /// set of the first-level cache.
  var productRow: Int { descriptor.columns + 16 }

  /// Whether results of so many numbers a unit and step go past the caches: there are more of them than those hold until they are read
  /// again, and their vectors fill whole lines of the cache.
  func streams(_ kinds: Int, _ results: UnsafeMutablePointer<Float>) -> Bool {
    descriptor.stateCount * descriptor.steps * kinds >= 1 << 19 && descriptor.units % 16 == 0
      && Int(bitPattern: results) % 64 == 0
  }

  /// Whether a state's gradient has a share that goes past the gates.
  var hasPast: Bool { descriptor.hasMask || descriptor.cell == .gruResetAfter }

  /// The number of products at a step: one for all gates, or with dropout one for each.
  var productCount: Int { descriptor.hasDropout ? descriptor.cell.gates : 1 }

  /// The number of pieces of units.
  var unitPieces: Int { unitsPerPiece.map { parts(of: descriptor.units, by: $0) } ?? 1 }

  /// The columns of a piece of units: those of each gate, side by side.
  var pieceColumns: Int { descriptor.cell.gates * (unitsPerPiece ?? descriptor.units) }

  /// The floats that the packed U takes.
  var packedCount: Int {
    if readsInPlace { return 0 }
    return unitsPerPiece == nil ? productCount * product.packedB : unitPieces * pieceColumns * descriptor.units
  }

  /// The floats that the products of a step take.
  var productsCount: Int {
    unitsPerPiece == nil ? descriptor.batch * productRow : descriptor.batch * unitPieces * pieceColumns
  }

  /// Packs U.
  func pack(_ u: UnsafePointer<Float>, into panels: UnsafeMutablePointer<Float>) {
    for gate in 0..<productCount {
      forEachPanel { columns in
        product.packPanels(
          columns, of: u + gate * descriptor.units, table,
          into: panels + (gate * product.packedB + columns.lowerBound * product.geometry.k))
      }
    }
  }

  /// Packs U and, below it, W.
  func pack(_ u: UnsafePointer<Float>, inputKernel w: UnsafePointer<Float>, into panels: UnsafeMutablePointer<Float>) {
    let (n, row, width) = (descriptor.units, descriptor.columns, product.panelColumns)
    forEachPanel { columns in
      for column in stride(from: columns.lowerBound, to: columns.upperBound, by: width) {
        let panel = panels + column * (n + inputs)
        let count = min(width, columns.upperBound - column)
        table.packPanel(u + column, bRow: row, transposed: false, columns: count, k: n, into: panel)
        table.packPanel(w + column, bRow: row, transposed: false, columns: count, k: inputs, into: panel + n * width)
      }
    }
  }

  /// Calls `body` with the columns of some panels of the product at a time.
  private func forEachPanel(_ body: (Range<Int>) -> Void) {
    let (n, width) = (product.geometry.n, product.panelColumns)
    cutRows(parts(of: n, by: width), of: width * product.geometry.k, every: PieceLength.moving) { first, count in
      body(first * width..<min(n, (first + count) * width))
    }
  }

  /// The product of `rows` rows with what was packed.
  func block(
    _ rows: Int, a: UnsafePointer<Float>, aRow: Int, panels: UnsafePointer<Float>, c: UnsafeMutablePointer<Float>,
    cRow: Int
  ) -> ProductBlock {
    var block = ProductBlock(a: a, b: panels, c: c)
    (block.m, block.n, block.k) = (rows, product.geometry.n, product.geometry.k)
    (block.aRow, block.aStep, block.cRow) = (aRow, 1, cRow)
    block.stripRows = min(rows, table.stripRows)
    block.aStrip = block.stripRows * aRow
    (block.bRow, block.bPanel) = (product.panelColumns, product.panelColumns * product.geometry.k)
    return block
  }

  /// Calls `body` for each piece with the first of its rows and their number.
  func forEachPiece(_ body: (_ first: Int, _ rows: Int) -> Void) {
    let isSmall = descriptor.operationCount < 1 << 20
    @inline(__always)
    func run(_ piece: Int) {
      let first = piece * rowsPerPiece
      body(first, min(rowsPerPiece, descriptor.batch - first))
    }
    if isSmall { for piece in 0..<pieces { run(piece) } } else { ThreadPool.run(pieces: pieces, run) }
  }
}
