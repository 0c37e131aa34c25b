/// A function of two elements, NaN where an operand is NaN unless the case says otherwise. Integer types take the first
/// six; they wrap around, and division truncates and gives 0 for a divisor of 0.
public enum BinaryOperation: String, Sendable, Hashable, CaseIterable {
  case add, subtract, multiply, divide
  /// The larger (smaller) of the two; NaN if either is NaN.
  case maximum, minimum
  /// xʸ with C's `pow` in every special case: x⁰ and 1ʸ are 1 even for NaN, a negative x to a fraction is NaN.
  case power
  /// The angle of the point (y, x) in −π...π, operands in C's order, signs of zeros and infinities as C has them.
  case atan2
  /// The remainder of a by b with the divisor's sign, as in Python: C's exact `fmod`, plus b where the signs differ.
  /// NaN for b = 0 or a = ±∞.
  case floorMod
  /// From y = relu(x) and dy: dy where y > 0, else 0 (also where y is NaN).
  case reluGradient
  /// From y = sigmoid(x) and dy: dy·y·(1 − y).
  case sigmoidGradient
  /// From y = tanh(x) and dy: dy·(1 − y²).
  case tanhGradient
}
