internal import KeratinKernels

/// What a recurrence and its gradient have in common: the cell, and which operands there are.
struct RecurrenceForm: Sendable, Hashable {
  let cell: RecurrentCell
  let activation: ActivationKind
  let recurrentActivation: ActivationKind
  let goBackwards: Bool
  let hasBias: Bool
  let hasMask: Bool
  let hasDropout: Bool

  var hasCells: Bool { cell == .lstm }
  var hasSaved: Bool { cell.savedGates > 0 }

  /// The descriptor for states of this shape, `[batch, steps, units]`.
  func descriptor(_ states: Shape) -> Recurrence {
    Recurrence(
      cell: cell, batch: states[0], steps: states[1], units: states[2], activation: activation,
      recurrentActivation: recurrentActivation, goBackwards: goBackwards, hasMask: hasMask, hasDropout: hasDropout)
  }

  /// Numbers the operands that there are, one after another.
  struct Places {
    private var next = 0
    /// The place of the next operand; one that no operand has where it is not there.
    mutating func take(_ isThere: Bool = true) -> Int {
      guard isThere else { return .max }
      defer { next += 1 }
      return next
    }
  }
}
