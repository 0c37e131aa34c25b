/// What a slice takes along one axis of a tensor.
public enum AxisSlice: Sendable, Hashable {
  /// One index; the axis is missing from the result. Negative ones count from the end.
  case index(Int)
  /// Every `step`th index from `start` on, before `end`; `nil` for as far as the axis goes in the step's direction.
  ///
  /// Negative bounds count from the end, and what lies beyond an end is cut off, as in Python.
  case range(start: Int?, end: Int?, step: Int)
  /// A new axis of extent 1.
  case insertion
  /// All of the axes that no other item names.
  case rest
}
