/// Matrix products of one instruction set.
///
/// Static functions, so that a call through `any ProductTable.Type` counts no references: small products are done in some ten
/// nanoseconds.
public protocol ProductTable: Sendable {
  /// The most rows of a strip of A.
  static var stripRows: Int { get }
  /// The columns of a panel of B.
  static var panelColumns: Int { get }
  /// The most terms that are added up before C is written.
  static var mostTerms: Int { get }
  /// The most rows of a block of dot products that stays in registers.
  static var dotRows: Int { get }

  /// C = A·B.
  static func multiply(_ block: ProductBlock)

  /// C = A·B where A's rows and B's columns are contiguous: element (i, p) of A at `a[i·aRow + p]`, element (p, j) of B at
  /// `b[p + j·bRow]`. Strips, panels and `aStep` are not looked at.
  static func dots(_ block: ProductBlock)

  /// Packs `columns` columns of B, at most those of a panel, of `k` rows: row p goes to `panel + p·panelColumns`, filled up
  /// with zeros.
  ///
  /// Element (p, j) lies at `b[p·bRow + j]`, or if `transposed` at `b[p + j·bRow]`.
  static func packPanel(
    _ b: UnsafePointer<Float>, bRow: Int, transposed: Bool, columns: Int, k: Int,
    into panel: UnsafeMutablePointer<Float>)

  /// Packs `rows` rows of A, at most those of a strip, of `k` columns: column p goes to `strip + p·stripRows`.
  ///
  /// Element (i, p) lies at `a[i·aRow + p]`.
  static func packStrip(
    _ a: UnsafePointer<Float>, aRow: Int, rows: Int, k: Int, into strip: UnsafeMutablePointer<Float>, stripRows: Int)

  /// Copies `rows` rows of `columns` elements each.
  static func copyRows(
    _ source: UnsafePointer<Float>, sourceRow: Int, rows: Int, columns: Int,
    into target: UnsafeMutablePointer<Float>, targetRow: Int)
}
