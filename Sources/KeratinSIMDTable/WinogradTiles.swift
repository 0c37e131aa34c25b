/// Neighbours in a row of tiles of a convolution by Winograd's algorithm: where they lie in a channels-last tensor, and where their
/// 4 × 4 transformed elements do.
///
/// Tiles of the input are 4 × 4 places, of which neighbours share two columns; those of the result are 2 × 2. Rows and columns of a tensor
/// count from the first place of the first tile, which may lie outside it.
public struct WinogradTiles {
  /// The tiles.
  public var count: Int
  /// The neighbouring channels of a place.
  public var channels: Int
  /// Row 0 and column 0.
  public var place: UnsafeMutablePointer<Float>
  public var rowStride: Int
  public var columnStride: Int
  /// The rows and columns that are there, from the first to before the end.
  public var firstRow = 0
  public var endRow: Int
  public var firstColumn = 0
  public var endColumn: Int
  /// Channel c of element i of tile t is at `transformed[i·elementStride + t·tileStride + c]`. Of the channels whole registers are read
  /// and written.
  public var transformed: UnsafeMutablePointer<Float>
  public var elementStride: Int
  public var tileStride: Int

  /// Tiles of which every row and column from the first to before the end is there.
  @inlinable public init(
    count: Int, channels: Int, place: UnsafeMutablePointer<Float>, rowStride: Int, columnStride: Int, endRow: Int,
    endColumn: Int, transformed: UnsafeMutablePointer<Float>, elementStride: Int, tileStride: Int
  ) {
    self.count = count
    self.channels = channels
    self.place = place
    self.rowStride = rowStride
    self.columnStride = columnStride
    self.endRow = endRow
    self.endColumn = endColumn
    self.transformed = transformed
    self.elementStride = elementStride
    self.tileStride = tileStride
  }
}
