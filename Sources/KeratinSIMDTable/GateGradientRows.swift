public import KeratinKernels

/// Some rows of one step of a recurrence's gradient. Distances between rows are in elements; `past`, `carried` and `cellGradient` are dense.
public struct GateGradientRows {
  public var rows = 0
  public var units = 0
  /// How many gates are kept of each unit, so that those of the step before can be read ahead.
  public var kinds = 0
  public var activation = ActivationKind.linear
  public var recurrentActivation = ActivationKind.linear
  /// The gradient of the state after the step that its own result has, `nil` for zeros.
  public var dState: UnsafePointer<Float>?
  public var dStateRow = 0
  /// That of the cells, `nil` for zeros.
  public var dCells: UnsafePointer<Float>?
  public var dCellsRow = 0
  /// The state before and after the step.
  public var before: UnsafePointer<Float>
  public var beforeRow = 0
  /// Where the state before the step goes, for the gradient of U.
  public var beforeStep: UnsafeMutablePointer<Float>
  public var beforeStepRow = 0
  public var state: UnsafePointer<Float>
  public var stateRow = 0
  /// The cells before and after the step.
  public var cellsBefore: UnsafePointer<Float>
  public var cellsBeforeRow = 0
  public var cells: UnsafePointer<Float>
  public var cellsRow = 0
  /// What was kept of the gates.
  public var saved: UnsafePointer<Float>
  public var savedRow = 0
  /// The mask's byte for each row, `nil` where all rows count.
  public var mask: UnsafePointer<UInt8>?
  public var maskRow = 0
  /// The gradients of the gates, gate after gate.
  public var dGates: UnsafeMutablePointer<Float>
  public var dGatesRow = 0
  /// True if they go past the caches, as ``GateRows/streams``.
  public var streams = false
  /// The gradients of what U gave, `nil` where they are the gates'.
  public var dInner: UnsafeMutablePointer<Float>?
  public var dInnerRow = 0
  /// The same once more, whichever they are, as the product with Uᵀ reads them: small enough to stay in the first-level cache.
  public var dProduct: UnsafeMutablePointer<Float>
  public var dProductRow = 0
  /// The gradient of the state after the step that later steps have past their gates; becomes that of the state before. `nil` where
  /// nothing goes past them.
  public var past: UnsafeMutablePointer<Float>?
  /// The gradient of the state after the step that later steps have through U.
  public var carried: UnsafePointer<Float>
  /// The gradient of the cells after the step that later steps have; becomes that of the cells before.
  public var cellGradient: UnsafeMutablePointer<Float>

  /// Rows of which nothing is known but the addresses.
  @inlinable public init(
    before: UnsafePointer<Float>, beforeStep: UnsafeMutablePointer<Float>, state: UnsafePointer<Float>,
    cellsBefore: UnsafePointer<Float>, cells: UnsafePointer<Float>, saved: UnsafePointer<Float>,
    dGates: UnsafeMutablePointer<Float>, dProduct: UnsafeMutablePointer<Float>, carried: UnsafePointer<Float>,
    cellGradient: UnsafeMutablePointer<Float>
  ) {
    self.before = before
    self.beforeStep = beforeStep
    self.state = state
    self.cellsBefore = cellsBefore
    self.cells = cells
    self.saved = saved
    self.dGates = dGates
    self.dProduct = dProduct
    self.carried = carried
    self.cellGradient = cellGradient
  }
}
