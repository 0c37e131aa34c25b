internal import CVector
internal import KeratinSIMDTable

func makeProductTable() -> any ProductTable.Type { Products.self }

/// The products of this target's instruction set.
enum Products: ProductTable {
  static var stripRows: Int { tileRows }
  static var panelColumns: Int { 2 * Int(register_lanes) }
  static var mostTerms: Int { tileTerms }
  static var dotRows: Int { dotTileRows }
}
