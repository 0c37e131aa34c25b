/// A function of two elements. Integer types take the first six; division truncates and gives 0 for a divisor of 0.
public enum BinaryOperation: String, Sendable, Hashable, CaseIterable {
  case add, subtract, multiply, divide
  /// The larger (smaller) of the two; NaN if either is NaN.
  case maximum, minimum
  /// xʸ as C's `pow`.
  case power
  /// The angle of the point (y, x), operands in C's order.
  case atan2
  /// a − b·⌊a/b⌋: the remainder with the divisor's sign, as in Python.
  case floorMod
  /// From y = relu(x) and dy: dy where y > 0, else 0.
  case reluGradient
  /// From y = sigmoid(x) and dy: dy·y·(1 − y).
  case sigmoidGradient
  /// From y = tanh(x) and dy: dy·(1 − y²).
  case tanhGradient
}
