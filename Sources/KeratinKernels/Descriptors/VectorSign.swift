/// Which of v and −v stands for both, where a decomposition leaves the sign open: that whose first large element is positive.
///
/// Large is an element of at least 0.55 times the largest magnitude: a share that the vectors of simple matrices do not have, so that
/// rounding does not decide.
public enum VectorSign {
  /// Whether −v stands for both.
  @inlinable @inline(__always)
  public static func isTurned(count: Int, _ element: (Int) -> Double) -> Bool {
    var largest = 0.0
    for i in 0..<count where element(i).magnitude > largest { largest = element(i).magnitude }
    for i in 0..<count where element(i).magnitude >= 0.55 * largest { return element(i) < 0 }
    return false
  }
}
