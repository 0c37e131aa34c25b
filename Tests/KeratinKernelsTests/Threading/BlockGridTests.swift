import KeratinKernels
import Testing

@Suite struct BlockGridTests {
  static let grids: [BlockGrid] = [
    BlockGrid(rows: 100, columns: 70, rowStep: 12, columnStep: 32, count: 6),
    BlockGrid(rows: 1, columns: 1, rowStep: 12, columnStep: 32, count: 64),
    BlockGrid(rows: 130, columns: 1000, rowStep: 12, columnStep: 32, rowBlocks: 2, columnBlocks: 8),
    BlockGrid(rows: 13, columns: 33, rowStep: 12, columnStep: 32, rowBlocks: 9, columnBlocks: 9),
    BlockGrid(rows: 600, columns: 31, rowStep: 12, columnStep: 32, rowBlocks: 7, columnBlocks: 1),
  ]
  static let extents = [(100, 70), (1, 1), (130, 1000), (13, 33), (600, 31)]

  @Test(arguments: zip(grids, extents)) func coversEachElementOnce(_ grid: BlockGrid, _ extents: (Int, Int)) {
    var seen = [Int](repeating: 0, count: extents.0 * extents.1)
    for index in 0..<grid.count {
      let (rows, columns) = grid[index]
      #expect(rows.lowerBound % 12 == 0 && columns.lowerBound % 32 == 0)
      for row in rows { for column in columns { seen[row * extents.1 + column] += 1 } }
    }
    #expect(seen.allSatisfy { $0 == 1 })
  }
}
