internal import KeratinKernels
internal import KeratinSIMDTable

extension ProductRun {
  /// The elements of a band: 128 KB.
  private static let bandCount = 1 << 15

  /// Makes C, a single product that is not turned, in bands of rows that stay in the second-level cache of the thread that makes them, and hands
  /// each row of a band on instead of storing it: `body` is given its elements, where they would lie in C and how many there are.
  func forEachBand(_ body: (_ elements: UnsafePointer<Float>, _ start: Int, _ count: Int) -> Void) {
    pack(0, 1)
    ThreadPool.run(pieces: plan.grid.count) { piece in
      let (rows, columns) = plan.grid[piece]
      makeBands(rows, columns, body)
    }
  }

  private func makeBands(
    _ rows: Range<Int>, _ columns: Range<Int>,
    _ body: (_ elements: UnsafePointer<Float>, _ start: Int, _ count: Int) -> Void
  ) {
    let strips = max(1, ProductRun.bandCount / (columns.count * plan.stripRows))
    let height = min(rows.count, strips * plan.stripRows)
    var staying = Staying(place: ThreadPool.threadMemory(plan.stayingCount + height * columns.count))
    let memory = staying.place + plan.stayingCount
    for row in stride(from: rows.lowerBound, to: rows.upperBound, by: height) {
      let range = row..<min(rows.upperBound, row + height)
      var band = block(range, columns, product: 0, slot: 0)
      (band.c, band.cRow) = (memory, columns.count)
      switch plan.method {
      case .tiles: table.multiply(band)
      case .dots: table.dots(band)
      case .large(let large): multiply(band, range, of: rows, columns, large, &staying)
      }
      for i in 0..<range.count {
        body(memory + i * columns.count, (row + i) * plan.geometry.cRow + columns.lowerBound, columns.count)
      }
    }
  }
}
