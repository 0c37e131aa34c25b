/// What a recurrent layer computes in one step from its projected input x and its state h (and c), σ the recurrent activation, f
/// the other, U the recurrent kernel, whose columns are the gates' in the order named.
public enum RecurrentCell: String, Sendable, Hashable, CaseIterable {
  /// h ← f(x + h·U).
  case simple
  /// Gates i, f, c, o: i = σ(xᵢ + h·Uᵢ), f and o alike, g = f(x_c + h·U_c); c ← f·c + i·g; h ← o·f(c).
  case lstm
  /// Gates z, r, h: z = σ(x_z + h·U_z), r alike, g = f(x_h + (r·h)·U_h); h ← z·h + (1 − z)·g.
  case gru
  /// As ``gru``, with the recurrent bias b added to h·U, and g = f(x_h + r·(h·U_h + b_h)).
  case gruResetAfter

  /// The number of gates: so many times the units are the columns of the recurrent kernel.
  public var gates: Int {
    switch self {
    case .simple: 1
    case .lstm: 4
    case .gru, .gruResetAfter: 3
    }
  }

  /// How many numbers a unit leaves behind at each step for the gradient: LSTM i, f, g, o; GRU z, r, g and, where the reset comes
  /// after, h·U_h + b_h.
  public var savedGates: Int {
    switch self {
    case .simple: 0
    case .lstm, .gruResetAfter: 4
    case .gru: 3
    }
  }
}
