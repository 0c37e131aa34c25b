/// Elementwise, reducing, moving and fused kernels of one instruction set, on `Float` where nothing else is said.
///
/// Each does a piece of work on pointers to its first elements. Rows are dense unless they come with a stride.
public struct ElementTable: Sendable {
  public let movement: MovementTable
  public let elementwise: ElementwiseTable
  public let reduction: ReductionTable
  public let rows: RowTable
  public let random: RandomTable
  public let optimizers: OptimizerTable
  public let gates: GateTable
  public let normalization: NormalizationTable

  public init(
    movement: MovementTable, elementwise: ElementwiseTable, reduction: ReductionTable, rows: RowTable,
    random: RandomTable, optimizers: OptimizerTable, gates: GateTable, normalization: NormalizationTable
  ) {
    self.movement = movement
    self.elementwise = elementwise
    self.reduction = reduction
    self.rows = rows
    self.random = random
    self.optimizers = optimizers
    self.gates = gates
    self.normalization = normalization
  }
}
