/// Adam on a table of which only some rows have a gradient, given row by row as a lookup has it.
///
/// In its meaning it is dense, as in Keras: the moments of the other rows decay and move them too.
public struct SparseAdamUpdate: Sendable, Hashable {
  /// The table, and the number of rows that gradients are given for.
  public let rows: RowGather
  /// The step that every element takes.
  public let adam: AdamUpdate

  /// `adam` is to count the elements of the table.
  public init(rows: RowGather, adam: AdamUpdate) {
    self.rows = rows
    self.adam = adam
  }
}
