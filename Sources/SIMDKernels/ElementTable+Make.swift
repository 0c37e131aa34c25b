internal import KeratinSIMDTable

func makeElementTable() -> ElementTable {
  ElementTable(
    movement: makeMovementTable(), elementwise: makeElementwiseTable(), reduction: makeReductionTable(),
    rows: makeRowTable(), random: makeRandomTable(), optimizers: makeOptimizerTable(),
    gates: makeGateTable(), normalization: makeNormalizationTable())
}
