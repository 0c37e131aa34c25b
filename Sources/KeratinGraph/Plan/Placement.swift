/// Where a value lies while a plan runs.
package enum Placement: Hashable, Sendable {
  /// At an offset in the arena.
  case arena(Int)
  /// In the memory of variable number n of the plan.
  case variable(Int)
  /// In the memory given for input n.
  case input(Int)
  /// In the memory of constant n of the plan.
  case constant(Int)
}
