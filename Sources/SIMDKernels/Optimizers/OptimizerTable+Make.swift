internal import KeratinSIMDTable

func makeOptimizerTable() -> OptimizerTable {
  OptimizerTable(descent: descend, momentum: descendWithMomentum, adam: adam, sparseAdam: sparseAdam)
}
