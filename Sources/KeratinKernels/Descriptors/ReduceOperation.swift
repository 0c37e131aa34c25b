/// How many elements become one. Over no elements: sum 0, product 1, mean NaN, maximum −∞, minimum +∞ (integers: their limits).
public enum ReduceOperation: String, Sendable, Hashable, CaseIterable {
  case sum, mean, product
  /// NaN if any element is NaN.
  case maximum, minimum
}
