/// A comparison of two elements; any ordering with NaN is false, `notEqual` true.
public enum CompareOperation: String, Sendable, Hashable, CaseIterable {
  case equal, notEqual, less, lessEqual, greater, greaterEqual
}
