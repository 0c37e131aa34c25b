public import KeratinKernels

/// Some rows of one step of a recurrence, all units or some neighbours: what their gates are made of, and where state, cells and gates go.
/// Addresses are those of the first unit, distances are in elements.
public struct GateRows {
  public var rows = 0
  public var units = 0
  /// The distance between the gates of a row, but for its products.
  public var gate = 0
  public var activation = ActivationKind.linear
  public var recurrentActivation = ActivationKind.linear
  /// The projected inputs, gate after gate.
  public var projection: UnsafePointer<Float>
  public var projectionRow = 0
  /// The distance to the projected inputs of the next step, which are read ahead.
  public var projectionStep = 0
  /// h·U, gate after gate.
  public var product: UnsafePointer<Float>
  public var productRow = 0
  public var productGate = 0
  /// What is added to h·U, `nil` for nothing.
  public var bias: UnsafePointer<Float>?
  /// The mask's byte for each row, `nil` where all rows count.
  public var mask: UnsafePointer<UInt8>?
  public var maskRow = 0
  /// The state before the step and after it, which may be one and the same memory: small enough to stay in the first-level cache.
  public var before: UnsafePointer<Float>
  public var h: UnsafeMutablePointer<Float>
  /// The cells before the step, which become those after it.
  public var c: UnsafeMutablePointer<Float>
  /// The distance between rows of these three.
  public var hRow = 0
  /// Where the state after the step is kept.
  public var state: UnsafeMutablePointer<Float>
  public var stateRow = 0
  /// Where the cells after the step are kept, `nil` if they are not.
  public var cells: UnsafeMutablePointer<Float>?
  public var cellsRow = 0
  /// Where the gates are kept, `nil` if they are not.
  public var saved: UnsafeMutablePointer<Float>?
  public var savedRow = 0
  /// True if what is kept of gates and cells goes past the caches: there is more of it than they hold until it is read again. Its
  /// vectors then begin at multiples of 64 bytes.
  public var streams = false

  /// Rows of which nothing is known but the addresses.
  @inlinable public init(
    projection: UnsafePointer<Float>, product: UnsafePointer<Float>, before: UnsafePointer<Float>,
    h: UnsafeMutablePointer<Float>, c: UnsafeMutablePointer<Float>, state: UnsafeMutablePointer<Float>
  ) {
    self.projection = projection
    self.product = product
    self.before = before
    self.h = h
    self.c = c
    self.state = state
  }
}
