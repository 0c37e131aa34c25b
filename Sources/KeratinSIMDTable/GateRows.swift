public import KeratinKernels

/// Some rows of one step of a recurrence: what its gates are made of, and where state, cells and gates go. Distances between rows are in
/// elements.
public struct GateRows {
  public var rows = 0
  public var units = 0
  public var activation = ActivationKind.linear
  public var recurrentActivation = ActivationKind.linear
  /// The projected inputs, gate after gate.
  public var projection: UnsafePointer<Float>
  public var projectionRow = 0
  /// h·U with its bias, gate after gate.
  public var product: UnsafePointer<Float>
  public var productRow = 0
  /// The state before the step.
  public var before: UnsafePointer<Float>
  public var beforeRow = 0
  /// The cells before the step.
  public var cellsBefore: UnsafePointer<Float>
  public var cellsBeforeRow = 0
  /// The mask's byte for each row, `nil` where all rows count.
  public var mask: UnsafePointer<UInt8>?
  public var maskRow = 0
  /// The state after the step.
  public var state: UnsafeMutablePointer<Float>
  public var stateRow = 0
  /// The cells after the step.
  public var cells: UnsafeMutablePointer<Float>
  public var cellsRow = 0
  /// What is kept of the gates.
  public var saved: UnsafeMutablePointer<Float>
  public var savedRow = 0

  /// Rows of which nothing is known but the addresses.
  @inlinable public init(
    projection: UnsafePointer<Float>, product: UnsafePointer<Float>, before: UnsafePointer<Float>,
    cellsBefore: UnsafePointer<Float>, state: UnsafeMutablePointer<Float>, cells: UnsafeMutablePointer<Float>,
    saved: UnsafeMutablePointer<Float>
  ) {
    self.projection = projection
    self.product = product
    self.before = before
    self.cellsBefore = cellsBefore
    self.state = state
    self.cells = cells
    self.saved = saved
  }
}
