/// One whole number for every spatial axis, or one for each: `3` or `[3, 5]`, and what else is an `Int` or an array of them.
public protocol PerAxis: Sendable {
  /// The numbers for `count` axes.
  func perAxis(_ count: Int) -> [Int]
}

extension Int: PerAxis {
  /// The number itself for each of `count` axes.
  public func perAxis(_ count: Int) -> [Int] { [Int](repeating: self, count: Swift.max(count, 0)) }
}

extension Array: PerAxis where Element == Int {
  /// The array as it is: whoever uses it checks that it has `count` numbers.
  public func perAxis(_ count: Int) -> [Int] { self }
}
