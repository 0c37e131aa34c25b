internal import KeratinKernels
internal import KeratinSIMDTable

/// A batch of products being done: its plan and where its operands are.
struct ProductRun {
  let plan: ProductPlan
  let table: any ProductTable.Type
  /// The operands as ``ProductPlan/geometry`` has them.
  let a: UnsafePointer<Float>
  let b: UnsafePointer<Float>
  let c: UnsafeMutablePointer<Float>
  /// Where A is packed to, `plan.productsAtOnce` times.
  let packedA: UnsafeMutablePointer<Float>?
  /// Where B is packed to, or where it came packed.
  let packedB: UnsafeMutablePointer<Float>?
  /// What is added to each column of C, if anything; what is added to each element; and the function then applied.
  var bias: UnsafePointer<Float>?
  var residual: UnsafePointer<Float>?
  var activation = ActivationKind.linear

  /// The products of `a` and `b`, B to be packed in the call if at all, or already packed at `prepacked`.
  @inline(__always)
  init(
    _ gemm: Gemm, _ table: any ProductTable.Type, a: UnsafePointer<Float>, b: UnsafePointer<Float>,
    c: UnsafeMutablePointer<Float>, prepacked: UnsafePointer<Float>? = nil, _ workspace: inout Workspace
  ) {
    plan = ProductPlan(gemm, table, bIsPacked: prepacked != nil)
    self.table = table
    (self.a, self.b) = plan.geometry.isTurned ? (b, a) : (a, b)
    self.c = c
    if plan.packsA {
      var span = workspace.take(plan.productsAtOnce * plan.packedA, of: Float.self)
      packedA = span.address()
    } else {
      packedA = nil
    }
    if plan.packsB {
      var span = workspace.take(plan.productsAtOnce * plan.packedB, of: Float.self)
      packedB = span.address()
    } else {
      packedB = UnsafeMutablePointer(mutating: prepacked)
    }
  }

  /// Does all products.
  @inline(__always)
  func run() {
    let count = plan.geometry.batchCount
    if count == 1 && plan.grid.count == 1 { return multiplyWhole(product: 0, slot: 0) }
    var first = 0
    while first < count {
      let products = min(plan.productsAtOnce, count - first)
      if plan.grid.count > 1 { runBlocks(first, products) } else { runWhole(first, products) }
      first += products
    }
  }

  /// Does products from `first` on, several in one piece of work.
  private func runWhole(_ first: Int, _ products: Int) {
    let perPiece = plan.productsPerPiece
    ThreadPool.run(pieces: parts(of: products, by: perPiece)) { piece in
      for slot in piece * perPiece..<min(products, (piece + 1) * perPiece) {
        multiplyWhole(product: first + slot, slot: slot)
      }
    }
  }

  @inline(__always)
  private func multiplyWhole(product: Int, slot: Int) {
    if plan.packsA { packStrips(0..<plan.geometry.m, product: product, slot: slot) }
    if plan.packsB { packPanels(0..<plan.geometry.n, product: product, slot: slot) }
    multiply(0..<plan.geometry.m, 0..<plan.geometry.n, product: product, slot: slot)
  }

  /// Does products from `first` on, each in several pieces of work: first all packing, then all blocks.
  private func runBlocks(_ first: Int, _ products: Int) {
    pack(first, products)
    ThreadPool.run(pieces: products * plan.grid.count) { piece in
      let (slot, index) = piece.quotientAndRemainder(dividingBy: plan.grid.count)
      let (rows, columns) = plan.grid[index]
      multiply(rows, columns, product: first + slot, slot: slot)
    }
  }

  /// Packs of products from `first` on what all pieces of work read packed.
  func pack(_ first: Int, _ products: Int) {
    if !plan.packsA && !plan.packsB { return }
    let rows = rowsPerPiece
    let columns = columnsPerPiece
    let piecesA = plan.packsA ? parts(of: plan.geometry.m, by: rows) : 0
    let piecesB = plan.packsB ? parts(of: plan.geometry.n, by: columns) : 0
    ThreadPool.run(pieces: products * (piecesA + piecesB)) { piece in
      let (slot, part) = piece.quotientAndRemainder(dividingBy: piecesA + piecesB)
      if part < piecesA {
        let range = part * rows..<min(plan.geometry.m, (part + 1) * rows)
        packStrips(range, product: first + slot, slot: slot)
      } else {
        let range = (part - piecesA) * columns..<min(plan.geometry.n, (part - piecesA + 1) * columns)
        packPanels(range, product: first + slot, slot: slot)
      }
    }
  }

  /// The rows of A that are packed in one piece of work: whole strips, of some 16 thousand elements.
  private var rowsPerPiece: Int { max(1, 16384 / max(1, plan.stripRows * plan.geometry.k)) * plan.stripRows }
  /// The columns of B that are packed in one piece of work: whole panels, some of them side by side.
  private var columnsPerPiece: Int { max(8, 16384 / max(1, plan.panelColumns * plan.geometry.k)) * plan.panelColumns }

  private func packStrips(_ rows: Range<Int>, product: Int, slot: Int) {
    let source = a + plan.geometry.offset(product, plan.geometry.batchA)
    plan.packStrips(
      rows, 0..<plan.geometry.k, of: source, table,
      into: packedA! + (slot * plan.packedA + rows.lowerBound * plan.geometry.k))
  }

  private func packPanels(_ columns: Range<Int>, product: Int, slot: Int) {
    let source = b + plan.geometry.offset(product, plan.geometry.batchB)
    plan.packPanels(
      columns, 0..<plan.geometry.k, of: source, table,
      into: packedB! + (slot * plan.packedB + columns.lowerBound * plan.geometry.k))
  }

  /// Does one block of a product.
  @inline(__always)
  private func multiply(_ rows: Range<Int>, _ columns: Range<Int>, product: Int, slot: Int) {
    let block = block(rows, columns, product: product, slot: slot)
    switch plan.method {
    case .tiles: table.multiply(block)
    case .dots: table.dots(block)
    case .large(let large):
      var staying = Staying(place: ThreadPool.threadMemory(plan.stayingCount))
      multiply(block, rows, of: rows, columns, large, &staying)
    }
  }

  /// Where the operands of a block of a product lie, as they came or packed before.
  @inline(__always)
  func block(_ rows: Range<Int>, _ columns: Range<Int>, product: Int, slot: Int) -> ProductBlock {
    let (row, column) = (rows.lowerBound, columns.lowerBound)
    var block = ProductBlock(
      a: a + plan.geometry.offset(product, plan.geometry.batchA),
      b: b + plan.geometry.offset(product, plan.geometry.batchB),
      c: c + (plan.geometry.offset(product, plan.geometry.batchC) + row * plan.geometry.cRow + column))
    block.m = rows.count
    block.n = columns.count
    block.k = plan.geometry.k
    block.cRow = plan.geometry.cRow
    block.stripRows = plan.stripRows
    block.activation = activation
    if let bias {
      block.bias = plan.geometry.isTurned ? bias : bias + column
      block.biasStep = plan.geometry.isTurned ? 0 : 1
    }
    if let residual { block.residual = residual + (block.c - c) }

    if let packedA {
      block.a = UnsafePointer(packedA + slot * plan.packedA + row * block.k)
      block.aRow = 1
      block.aStep = plan.stripRows
      block.aStrip = plan.stripRows * block.k
    } else {
      block.a += row * plan.geometry.aRow
      block.aRow = plan.geometry.aRow
      block.aStep = plan.geometry.aStep
      block.aStrip = plan.stripRows * plan.geometry.aRow
    }

    if case .dots = plan.method {
      block.b += column * plan.geometry.bColumn
      block.bRow = plan.geometry.bColumn
    } else if let packedB {
      block.b = UnsafePointer(packedB + (plan.packsB ? slot * plan.packedB : 0) + column * block.k)
      block.bRow = plan.panelColumns
      block.bPanel = plan.panelColumns * block.k
    } else {
      block.b += column
      block.bRow = plan.geometry.bRow
      block.bPanel = plan.panelColumns
    }
    return block
  }

  /// Does the rows `range` of one block of a large product, packing what stays as it goes. `whole` is that part of the block with the operands that
  /// were packed before; `staying` is what has been packed of the block so far.
  func multiply(
    _ whole: ProductBlock, _ range: Range<Int>, of rows: Range<Int>, _ columns: Range<Int>, _ large: LargeProduct,
    _ staying: inout Staying
  ) {
    let k = plan.geometry.k
    for p in stride(from: 0, to: k, by: large.terms) {
      let terms = p..<min(k, p + large.terms)
      var block = whole
      block.k = terms.count
      block.accumulates = p > 0
      block.panelsStay = large.staying == .panels
      if terms.upperBound < k {
        (block.bias, block.residual) = (nil, nil)
        block.activation = .linear
      }
      block.a += p * block.aStep
      block.b += p * block.bRow
      if large.memoryCount > 0 {
        if staying.terms != terms {
          if large.staying == .strips {
            plan.packStrips(rows, terms, of: a, table, into: staying.place)
          } else {
            plan.packPanels(columns, terms, of: b, table, into: staying.place)
          }
          staying.terms = terms
        }
        if large.staying == .strips {
          block.a = UnsafePointer(staying.place + (range.lowerBound - rows.lowerBound) * terms.count)
          block.aRow = 1
          block.aStep = plan.stripRows
          block.aStrip = plan.stripRows * terms.count
        } else {
          block.b = UnsafePointer(staying.place)
          block.bRow = plan.panelColumns
          block.bPanel = plan.panelColumns * terms.count
        }
      }
      table.multiply(block)
    }
  }

  /// The memory in which a thread packs what stays of a block of a large product, and the terms of it that are there.
  struct Staying {
    let place: UnsafeMutablePointer<Float>
    var terms: Range<Int>?
  }
}
