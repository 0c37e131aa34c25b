/// A recurrent layer over a whole sequence, its inputs already projected: at each step a new state from the old one.
///
/// With G gates and S saved gates of the cell, B sequences of T steps and N units: the projection is `B × T × G·N`, the recurrent
/// kernel U `N × G·N`, states and cells `B × T × N`, what is saved `B × T × S·N`. Results stand in the order of the steps: backwards the
/// first of them belongs to the last input.
public struct Recurrence: Sendable, Hashable {
  public let cell: RecurrentCell
  public let batch: Int
  public let steps: Int
  public let units: Int
  public let activation: ActivationKind
  public let recurrentActivation: ActivationKind
  /// True if the sequence is read from its end.
  public let goBackwards: Bool
  /// True if there is a mask `B × T`: where it is 0 the state stays as it is.
  public let hasMask: Bool
  /// True if there are factors `G × B × N` that h is multiplied by before its products with the gates' columns of U.
  public let hasDropout: Bool

  public init(
    cell: RecurrentCell, batch: Int, steps: Int, units: Int, activation: ActivationKind,
    recurrentActivation: ActivationKind, goBackwards: Bool, hasMask: Bool, hasDropout: Bool
  ) {
    self.cell = cell
    self.batch = batch
    self.steps = steps
    self.units = units
    self.activation = activation
    self.recurrentActivation = recurrentActivation
    self.goBackwards = goBackwards
    self.hasMask = hasMask
    self.hasDropout = hasDropout
  }

  /// The columns of U and of the projection.
  public var columns: Int { cell.gates * units }
  /// The elements of one state.
  public var stateCount: Int { batch * units }
  /// The step of the input that is read at step `step`.
  public func inputStep(_ step: Int) -> Int { goBackwards ? steps - 1 - step : step }
  /// The products of all steps, multiply-adds counted as two operations; the gates' functions as ten a gate.
  public var operationCount: Int { batch * steps * columns * (2 * units + 10) }
}
