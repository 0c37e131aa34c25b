internal import KeratinSIMDTable

func makeMovementTable() -> MovementTable {
  MovementTable(
    fill: fill, copyRows: copyRows, transpose: transpose, accumulate: accumulate, gather: gather,
    gatherAdjoint: gatherAdjoint,
    conversions: makeConversions())
}
