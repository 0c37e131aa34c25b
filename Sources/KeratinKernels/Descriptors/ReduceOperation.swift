/// How many elements become one. Over no elements: sum 0, product 1, mean NaN (integers: 0), maximum −∞, minimum +∞
/// (integers: their limits). Integer sums and products wrap around; a mean of integers truncates the true quotient.
public enum ReduceOperation: String, Sendable, Hashable, CaseIterable {
  case sum, mean, product
  /// NaN if any element is NaN.
  case maximum, minimum
}
