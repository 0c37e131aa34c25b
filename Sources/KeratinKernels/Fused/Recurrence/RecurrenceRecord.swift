/// What a recurrence was given to begin with and what it found, as its gradient reads it.
public struct RecurrenceRecord<T: FloatingScalar>: ~Escapable {
  /// `B × N`.
  public let initial: Span<T>
  /// `B × N`, empty without cells.
  public let initialCells: Span<T>
  /// `B × T × N`.
  public let states: Span<T>
  /// `B × T × N`, empty without cells.
  public let cells: Span<T>
  /// `B × T × S·N`.
  public let saved: Span<T>

  @_lifetime(copy initial, copy initialCells, copy states, copy cells, copy saved)
  public init(initial: Span<T>, initialCells: Span<T>, states: Span<T>, cells: Span<T>, saved: Span<T>) {
    self.initial = initial
    self.initialCells = initialCells
    self.states = states
    self.cells = cells
    self.saved = saved
  }
}
